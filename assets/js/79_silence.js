/* Silence: what a screen says when it has heard nothing, or nothing new; drawn by a clock that does not need the link. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;

  function draw() {
    const { level, still, silent_s, last_city_ms, told_to, problems } = onescreen.store.link;
    const page = document.documentElement;
    const worst = Math.max(level, still);
    if (page.dataset.link !== String(worst)) page.dataset.link = String(worst);
    const time = onescreen.cityTime(level > 0 || still === 0 ? last_city_ms : onescreen.store.at);
    const starting = Number.isFinite(told_to) ? say("link.starting", { time: onescreen.cityTime(told_to) }) : "";
    const trouble = problems ? problems.split(",").map((one) => onescreen.sayOr(`link.${one}`, one)).join(" · ") : starting;
    const silence = level >= 1 ? say("link.note", { age: onescreen.age(silent_s * 1000), time }) : still >= 1 ? say("link.still", { time }) : "";
    dom.text(dom.at("link_note"), problems === "too_many_screens" ? trouble : silence || trouble);
    dom.text(dom.at("link_curtain"), worst >= 3 ? say("link.stopped", { time }) : "");
    if (worst >= 2) for (const zone of document.querySelectorAll(".zone")) dom.data(zone, "silent", say("link.last", { time }));
  }

  onescreen.on("link", draw);
  onescreen.part([], draw);
  if (typeof document !== "undefined") setInterval(() => onescreen.store.link.level > 0 && draw(), 1000);
})();
