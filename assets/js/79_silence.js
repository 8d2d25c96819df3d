/* Silence: what a screen says when it has heard nothing; drawn by a clock that does not need the link. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;

  function draw() {
    const { level, silent_s, last_city_ms, told_to, problems } = onescreen.store.link;
    const page = document.documentElement;
    if (page.dataset.link !== String(level)) page.dataset.link = String(level);
    const time = onescreen.cityTime(last_city_ms);
    const starting = Number.isFinite(told_to) ? say("link.starting", { time: onescreen.cityTime(told_to) }) : "";
    const trouble = problems ? problems.split(",").map((one) => say(`link.${one}`)).join(" · ") : starting;
    dom.text(dom.at("link_note"), level >= 1 ? say("link.note", { age: onescreen.age(silent_s * 1000), time }) : trouble);
    dom.text(dom.at("link_curtain"), level >= 3 ? say("link.stopped", { time }) : "");
    if (level >= 2) for (const zone of document.querySelectorAll(".zone")) dom.data(zone, "silent", say("link.last", { time }));
  }

  onescreen.on("link", draw);
  onescreen.part([], draw);
  if (typeof document !== "undefined") setInterval(() => onescreen.store.link.level > 0 && draw(), 1000);
})();
