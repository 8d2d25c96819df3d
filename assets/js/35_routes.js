/* Routes: the ways that are proposed, solid, and those under way, dotted. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const WIDTH = 3;
  const DOTS = [0.1, 6];
  let routes = [];

  /** Shows these routes, [{line: [[lon, lat], …], under_way}], instead of those before; none for []. */
  onescreen.map.showRoutes = function (shown) {
    routes = shown.map(({ line, under_way = false }) => {
      const lines = onescreen.worldLines({ type: "LineString", coordinates: line });
      return { under_way, lines, box: [0, 0, 1, 1] };
    });
    onescreen.map.redraw();
  };

  function paint(ctx, view) {
    ctx.lineJoin = ctx.lineCap = "round";
    const width = onescreen.px(WIDTH);
    for (const [token, wider] of [["--map-land", 3], ["--text", 0]]) {
      for (const route of routes) {
        ctx.strokeStyle = onescreen.token(token);
        ctx.lineWidth = width + wider;
        ctx.setLineDash(route.under_way && !wider ? DOTS : []);
        ctx.beginPath();
        onescreen.traceShape(ctx, view, route);
        ctx.stroke();
      }
    }
    return routes.length > 0;
  }

  onescreen.mapPart((stage) => void stage.paint("routes", paint));
})();
