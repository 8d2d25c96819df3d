/* Chips: level, clock, ring, rail and the few other signs, one function each, for lists, legends and maps alike.
 *
 * `chipShape` and `chipNumeral` are plain path data in a box of 120 around the origin, so that a canvas can draw the
 * very same shape with Path2D.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const SVG = "http://www.w3.org/2000/svg";
  const SHAPES = {
    1: "M-47-43a4 4 0 0 1 4-4H43a4 4 0 0 1 4 4V43a4 4 0 0 1-4 4H-43a-4 4 0 0 1-4-4Z",
    2: "M0-53 58 46H-58Z",
    3: "M0-58 58 0 0 58-58 0Z",
    4: "M49 0A49 49 0 1 1-49 0 49 49 0 1 1 49 0Z",
  };
  const NUMERALS = {
    1: "M-7-25H7V25H-7Z",
    2: "M-14 3H-1V7H-4V35H-1V39H-14V35H-11V7H-14ZM1 3H14V7H11V35H14V39H1V35H4V7H1Z",
    3: "M-23-24H-9V-20H-12V20H-9V24H-23V20H-20V-20H-23ZM-7-24H7V-20H4V20H7V24H-7V20H-4V-20H-7ZM9-24H23V-20H20V20H23V24H9V20H12V-20H9Z",
    4: "M-31-23H-20V23H-31ZM-16-23H-5L6.500 9 18-23H29L12 23H1Z",
  };

  onescreen.chipShape = (level) => SHAPES[level];
  onescreen.chipNumeral = (level) => NUMERALS[level];

  /** An SVG element with attributes and children. */
  onescreen.svg = function (tag, attributes = {}, children = []) {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };

  const svg = onescreen.svg;

  /** The chip of a level, 1 to 4; `look` may be "outline" (normal again, not acknowledged). */
  onescreen.chip = function (level, look = "") {
    const shape = svg("path", { d: SHAPES[level], class: "shape", "fill-rule": "evenodd" });
    const numeral = svg("path", { d: NUMERALS[level], class: "numeral", "fill-rule": "evenodd" });
    const label = onescreen.say(`level.${level}`);
    return svg("svg", { viewBox: "-60 -60 120 120", class: `chip level-${level} ${look}`, role: "img", "aria-label": label },
      [shape, numeral]);
  };

  /** The clock beside a countdown: open in time, half in its last quarter, filled when over. */
  onescreen.clockIcon = function (state) {
    const parts = [svg("circle", { r: 42, class: "rim" })];
    if (state === "last_quarter") parts.push(svg("path", { d: "M0-42A42 42 0 0 1 0 42Z", class: "full" }));
    if (state === "over") parts.push(svg("circle", { r: 42, class: "full" }), svg("path", { d: "M0-24V2L16 14", class: "hand" }));
    return svg("svg", { viewBox: "-50 -50 100 100", class: `clock-icon ${state}`, "aria-hidden": "true" }, parts);
  };

  /** The ring of a clock used by a share (0–1); full and thick when over. */
  onescreen.ring = function (share, over) {
    const turn = 2 * Math.PI * 44;
    const used = over ? 1 : Math.min(Math.max(share, 0), 1);
    const arc = { r: 44, class: over ? "used over" : "used", "stroke-dasharray": `${used * turn} ${turn}`, transform: "rotate(-90)" };
    return svg("svg", { viewBox: "-50 -50 100 100", class: "ring", "aria-hidden": "true" },
      [svg("circle", { r: 44, class: "track" }), svg("circle", arc)]);
  };

  /** Seven cells: the stages passed, the present one, those to come. */
  onescreen.rail = function (stage) {
    const cells = onescreen.STAGES.map((_, i) =>
      svg("rect", { x: i * 15 + 0.5, y: 0.5, width: 12, height: 7, class: i < stage ? "past" : i === stage ? "now" : "ahead" }));
    const label = onescreen.say("loop.at_stage", { stage: onescreen.say(`stage.${onescreen.STAGES[stage]}`) });
    return svg("svg", { viewBox: "0 0 104 8", class: "rail", role: "img", "aria-label": label }, cells);
  };

  /** Small signs of the legend: an arrow for units on their way, squares for stations. */
  onescreen.sign = function (name) {
    const shapes = {
      moving: ["path", { d: "M-44-30 46 0-44 30-22 0Z", class: "full" }],
      free: ["path", { d: "M-30-22 32 0-30 22-14 0Z", class: "full faint" }],
      station: ["rect", { x: -26, y: -26, width: 52, height: 52, class: "full" }],
      empty: ["rect", { x: -24, y: -24, width: 48, height: 48, class: "rim" }],
      over: ["circle", { r: 38, class: "thick" }],
      used: ["path", { d: "M0-38A38 38 0 0 1 0 38", class: "rim" }],
    };
    const [tag, attributes] = shapes[name];
    return svg("svg", { viewBox: "-50 -50 100 100", class: "sign", "aria-hidden": "true" }, [svg(tag, attributes)]);
  };

  /** Keeps a chip in a holder: redrawn only when the level changes; nothing for null. */
  onescreen.setChip = function (holder, level, look = "") {
    onescreen.dom.drawn(holder, `${level}${look}`, () => (level ? onescreen.chip(level, look) : null));
  };

  /** Keeps a clock and the time left in a holder: [icon, text]. */
  onescreen.setClock = function (icon, text, clock) {
    const shown = clock.state === "over" || clock.state === "last_quarter" ? clock.state : "";
    onescreen.dom.drawn(icon, shown, () => (shown ? onescreen.clockIcon(shown) : null));
    onescreen.dom.text(text, onescreen.left(clock.left_ms));
    onescreen.dom.flag(text, "over", clock.state === "over");
  };

  /** How sensitive an incident is, in a word; "" for what is public. */
  onescreen.sensitivityOf = ({ sensitivity }) => (sensitivity > 0 ? onescreen.say(`sensitivity.${sensitivity}`) : "");
})();
