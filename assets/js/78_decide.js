/* Decide: how much waits for a leader's own hand, on the page of the vital signs, and the way there. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const AGAIN_MS = 30e3;
  const known = { n: null, asked_at: -Infinity };

  onescreen.part(["sources"], ({ page }) => {
    const link = dom.at("strip_work");
    if (!link || !page.who?.work) return;
    dom.flag(link, "none", false);
    dom.flag(link, "main", known.n > 0);
    dom.text(link, known.n ? say("work.decide", { n: known.n }) : say("page.work"));
    if (!document.hidden && performance.now() - known.asked_at > AGAIN_MS) ask();
  });

  /** What cannot be read is not shown as none. */
  async function ask() {
    known.asked_at = performance.now();
    const answer = await fetch("/api/v1/incidents?order=mine&limit=1").catch(() => null);
    known.n = answer?.ok ? (await answer.json()).mine : null;
    onescreen.redraw();
  }
})();
