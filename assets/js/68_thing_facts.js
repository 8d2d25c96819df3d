/* Thing facts: what is known of a thing of a layer: its name and kind, where it is, what it measured, and who says so. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { say } = onescreen;
  const NAMES = ["zh", "en", "unit", "heard_at"];
  const DIGITS = 5; // a metre

  /** {title, state, place, rows: [[name, value]]} of a thing; null when it is not there any more. Pure but for words. */
  onescreen.thingFacts = function ({ layer, id }, page, store, now = null) {
    const about = page.layers[layer];
    const columns = about.shape === "moving" ? store.moving[layer] : store.layers[layer];
    const i = columns ? columns.ids.indexOf(id) : -1;
    if (i < 0) return null;
    const more = columns.more || {};
    const style = about.styles[columns.style[i]];
    const told = Object.keys(more).filter((key) => !NAMES.includes(key) && more[key][i] !== null && onescreen.sayOr(`thing.${key}`, ""));
    const text = (key) => (key === "value" && more.unit ? `${more[key][i]} ${more.unit[i]}` : valueText(key, more[key][i]));
    const place = placeOf(about, columns, i);
    const heard = about.shape === "moving" ? columns.at : more.heard_at?.[i];
    const unit = layer === "units" ? page.units?.[id] : null;
    return {
      title: unit?.title || more[page.lang]?.[i] || id,
      state: `${about.title} · ${style ? style.title : ""}`,
      place,
      rows: [
        ...unitRows(unit, id),
        ...told.map((key) => [say(`thing.${key}`), text(key)]),
        ...limitRows(about, more.unit?.[i]),
        ...row("heard", Number.isFinite(heard) && now !== null ? say("thing.ago", { age: onescreen.age(now - heard) }) : ""),
        ...row("area", place ? onescreen.areasAt(place, page.pack) : ""),
        ...row("place", place ? `${place.lat.toFixed(DIGITS)}, ${place.lon.toFixed(DIGITS)}` : ""),
        ...row("source", page.pack?.provenance === "made_up" ? say("state.made_up") : page.pack?.attribution),
      ],
    };
  };

  const row = (key, text) => (text ? [[say(`thing.${key}`), text]] : []);

  /** Whose a unit is, and where it is at home. */
  function unitRows(unit, id) {
    if (!unit) return [];
    const command = unit.command ? onescreen.originTitle(unit.command) : "";
    return [...row("call_sign", id), ...row("unit_kind", onescreen.sayOr(`kind.${unit.kind}`, unit.kind)), ...row("home", unit.home), ...row("command", command)];
  }

  const limitRows = ({ limits = [] }, unit = "") => row("limits", limits.length ? `${limits.join(" · ")} ${unit}` : "");

  function placeOf({ shape }, { lon, lat }, i) {
    const there = lon && Number.isFinite(lon[i]) ? { lon: lon[i], lat: lat[i] } : null;
    return there && shape === "moving" ? { lon: there.lon / 1e6, lat: there.lat / 1e6 } : there;
  }

  /** The areas that hold a place, the greatest first, without the city itself: "Yunchuan · Gulou". */
  onescreen.areasAt = function ({ lon, lat }, pack) {
    const shapes = onescreen.areaShapes?.();
    const [x, y] = [onescreen.worldX(lon), onescreen.worldY(lat)];
    const holding = (pack?.areas || []).filter(({ code, level }) => level > 0 && shapes?.has(code) && onescreen.isWithin(shapes.get(code).lines, x, y));
    return holding.sort((a, b) => a.level - b.level).map((area) => area.title).join(" · ");
  };

  function valueText(key, value) {
    if (key === "place_kind") return onescreen.sayOr(`place_kind.${value}`, String(value));
    if (key === "kinds") return String(value).split(" ").map((kind) => onescreen.sayOr(`reading.${kind}`, kind)).join(" · ");
    return String(value);
  }
})();
