/* Told: what the server says of a figure, asked for while its card is open, and kept up to date.
 *
 * Asked again every half minute, and when the figure was computed anew, then at most every ten seconds. What was told
 * stays until something newer comes.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const [AGAIN_MS, NEWER_MS, LOADING_MS, KEPT] = [30e3, 10e3, 2e3, 12];
  const PATIENCE_MS = 12e3;

  /** What is told of figures: `ask(key)` brings an explanation or null and may fail; `now()` is in real milliseconds. */
  onescreen.makeTold = function (ask, now, changed = () => {}) {
    const known = new Map(); // key → {told, answered, for_at, asked_at, asking, failed_at, first_at}

    function due(one, at) {
      if (one.asking) return false;
      const passed = now() - one.asked_at;
      return passed >= AGAIN_MS || (passed >= NEWER_MS && (at !== one.for_at || one.failed_at !== null));
    }

    async function asked(key, one, at) {
      Object.assign(one, { asking: true, asked_at: now(), for_at: at });
      try {
        Object.assign(one, { told: await ask(key), answered: true, failed_at: null });
      } catch {
        one.failed_at = now();
      }
      one.asking = false;
      changed(key);
    }

    function entry(key) {
      const one = known.get(key) || { told: null, answered: false, for_at: null, asked_at: -Infinity, asking: false, failed_at: null, first_at: now() };
      known.delete(key);
      known.set(key, one); // the one looked at last is forgotten last
      if (known.size > KEPT) known.delete(known.keys().next().value);
      return one;
    }

    /** What is known of a figure now, {state: loading|waiting|failed|told, told}; asks where that is due. */
    return function (key, at) {
      const one = entry(key);
      if (due(one, at)) asked(key, one, at);
      if (one.failed_at !== null) return { state: "failed", told: one.told };
      if (one.answered) return { state: "told", told: one.told };
      return { state: now() - one.first_at < LOADING_MS ? "loading" : "waiting", told: null };
    };
  };

  /** An explanation with the course of a part beside it; null where there is none: of a figure that failed, say. Pure. */
  onescreen.toldWith = (explanation, course) => (explanation ? { ...explanation, course } : null);

  /** Asks the server; throws where it does not answer in time or refuses. Of a part of an indicator in a district it
   * asks for the course, too, which the picture does not hold; where none is kept there is none.
   */
  async function asks(key) {
    const { indicator, area, companion } = onescreen.figureOf(key);
    const code = encodeURIComponent(onescreen.page.pack.areas[area]?.code || "");
    const about = `/api/v1/indicators/${encodeURIComponent(indicator)}`;
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    const answered = (address) => fetch(address, { signal: patience.signal });
    try {
      const wanted = [answered(`${about}?area=${code}`)];
      if (companion && area) wanted.push(answered(`${about}/course?area=${code}&what=${encodeURIComponent(companion)}`));
      const [answer, course] = await Promise.all(wanted);
      if (!answer.ok) throw new Error(String(answer.status));
      return onescreen.toldWith((await answer.json()).explanation, course?.ok ? await course.json() : null);
    } finally {
      clearTimeout(timer);
    }
  }

  onescreen.told = onescreen.makeTold(asks, () => performance.now(), () => onescreen.redraw?.());
})();
