/* Canvas: a canvas that lies on the map, moves with it, and is painted anew when the map has come to rest.
 *
 * Until the new paint is ready the old one stays where it belongs, scaled if need be: the map is never blank. What is
 * painted beyond the map's edges is there for the next move, which then costs nothing; a hand that drags further is
 * followed while it drags. Several painters share a canvas: without a graphics card every canvas costs 4 ms of each
 * frame, painted or not.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const SHARPEST = 2; // device pixels per CSS pixel; more costs time and shows nothing

  /** The canvases of a map and who paints on each, the lowest first. */
  onescreen.CANVASES = {
    ground: ["ground", "outside", "areas", "water", "streets", "borders", "coast"],
    lines: ["lines", "routes"],
    moving: ["moving"],
    signs: ["frame", "marks", "chips", "pointers", "pin"],
    labels: ["labels"],
  };

  /** A Leaflet layer with one canvas, in the pane of its name.
   *
   * `paints` holds by name what draws on it, `paint(ctx, view)`: the canvas is clear and scaled to CSS pixels; a canvas
   * whose painters all give false is hidden. `prepare(view)` may give a promise of what the painters need; when `turn` is
   * another by then, the map has gone on. `padding` is
   * what is painted beyond the edges, as a share of the map; while that and `isWhole()` hold, a move paints nothing. Where
   * `shifts()` says so, what a move leaves in view is kept, and only what it uncovers is painted: `view.seen` is that
   * part, in pixels.
   */
  onescreen.canvasLayer = function (name, padding = 0) {
    const layer = new (classOf())();
    layer.options = { pane: name };
    layer.paints = new Map();
    layer.prepare = () => null;
    layer.shifts = () => false;
    layer.isWhole = () => true;
    layer._padding = padding;
    return layer;
  };

  let made = null;

  function classOf() {
    made = made || globalThis.L.Layer.extend(METHODS);
    return made;
  }

  const METHODS = {
    redraw() {}, // until it is on a map

    onAdd() {
      this._canvas = globalThis.L.DomUtil.create("canvas", "leaflet-zoom-animated onescreen-canvas", this.getPane());
      this._ctx = this._canvas.getContext("2d");
      this.turn = 0;
      this._stale = false; // what is painted is not what should be
      const repaint = onescreen.oncePerFrame(() => this._repaint());
      this._follow = onescreen.oncePerFrame(() => this._map && this._isUncovered() && this.settle());
      this.redraw = () => {
        this._stale = true;
        repaint();
      };
      this.settle();
    },

    onRemove() {
      this._canvas.remove();
      this.turn += 1;
      this.view = null;
    },

    getEvents() {
      return { move: () => this._padding && this._follow(), moveend: this.settle, zoomanim: this._glide, zoom: this._stay };
    },

    /** Whether the map shows more than is painted, at the same zoom. */
    _isUncovered() {
      return this.view?.zoom === this._map.getZoom() && !onescreen.isCovered(this._next().view, this.view);
    },

    /** The map has come to rest: get ready, then paint what it shows now. */
    settle() {
      const next = this._next();
      if (next.view.width < 1 || next.view.height < 1) return;
      const turn = ++this.turn;
      if (this._padding && !this._stale && this.isWhole() && onescreen.isCovered(next.view, this.view)) return;
      const waiting = this.prepare(next.view);
      if (!waiting) return void this._show(next);
      this._stay();
      waiting.then(() => turn === this.turn && this._map && this._show(next));
    },

    /** What is to be shown: the view, and where its canvas lies in the map's layers. */
    _next() {
      const map = this._map;
      const size = map.getSize();
      const margin = size.multiplyBy(this._padding).round();
      const corner = map.containerPointToLayerPoint(margin.multiplyBy(-1)).round();
      const origin = map.getPixelOrigin().add(corner);
      const view = onescreen.makeView({
        zoom: map.getZoom(), left: origin.x, top: origin.y, width: size.x + 2 * margin.x, height: size.y + 2 * margin.y,
        dpr: Math.min(globalThis.devicePixelRatio || 1, SHARPEST),
      });
      view.offset = { x: margin.x, y: margin.y };
      return { view, corner };
    },

    _show({ view, corner }) {
      const { width, height, dpr } = view;
      const shift = this._stale || !this.shifts() ? null : onescreen.shiftOf(this.view, view);
      const [wide, high] = [Math.round(width * dpr), Math.round(height * dpr)];
      if (this._canvas.width !== wide) this._canvas.width = wide;
      if (this._canvas.height !== high) this._canvas.height = high;
      this._canvas.style.width = `${width}px`;
      this._canvas.style.height = `${height}px`;
      globalThis.L.DomUtil.setTransform(this._canvas, corner, 1);
      this.view = view;
      if (shift) this._shift(shift);
      else this._repaint();
    },

    /** Keeps what is still in view, and paints what the move uncovered. */
    _shift({ x, y, uncovered }) {
      const ctx = this._ctx;
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.globalCompositeOperation = "copy";
      ctx.drawImage(this._canvas, -x * this.view.dpr, -y * this.view.dpr);
      ctx.globalCompositeOperation = "source-over";
      for (const [left, top, width, height] of uncovered) {
        ctx.setTransform(this.view.dpr, 0, 0, this.view.dpr, 0, 0);
        ctx.save();
        ctx.beginPath();
        ctx.rect(left, top, width, height);
        ctx.clip();
        ctx.clearRect(left, top, width, height);
        this._paintAll(ctx, { ...this.view, seen: { left, top, width, height } });
        ctx.restore();
      }
    },

    _repaint() {
      if (!this._map || !this.view || !this.paints.size || document.hidden) return;
      this._stale = false;
      const ctx = this._ctx;
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.clearRect(0, 0, this._canvas.width, this._canvas.height);
      ctx.setTransform(this.view.dpr, 0, 0, this.view.dpr, 0, 0);
      this._canvas.style.display = this._paintAll(ctx) ? "" : "none";
    },

    /** Whether anything was painted. */
    _paintAll(ctx, view = this.view) {
      let painted = false;
      for (const name of onescreen.CANVASES[this.options.pane]) {
        if (!this.paints.has(name)) continue;
        ctx.save();
        painted = this._paintOne(name, ctx, view) || painted;
        ctx.restore();
      }
      return painted;
    },

    /** One painter that fails does not take the others with it. */
    _paintOne(name, ctx, view) {
      try {
        return this.paints.get(name)(ctx, view) !== false;
      } catch (error) {
        console.error(`The map cannot paint its ${name}; the rest is painted.`, error);
        return false;
      }
    },

    _glide(event) {
      this._moveTo(event.center, event.zoom);
    },

    _stay() {
      this._moveTo(this._map.getCenter(), this._map.getZoom());
    },

    /** Lays the old paint where it belongs when the map shows `centre` at `zoom`. */
    _moveTo(centre, zoom) {
      if (!this.view) return;
      const map = this._map;
      const scale = map.getZoomScale(zoom, this.view.zoom);
      const corner = globalThis.L.point(this.view.left, this.view.top).multiplyBy(scale);
      const origin = map._getNewPixelOrigin(centre, zoom);
      globalThis.L.DomUtil.setTransform(this._canvas, corner.subtract(origin), scale);
    },
  };
})();
