/* Mine: what is theirs to see who look at the page of their work, as the API tells it; it goes where the picture's would.
 *
 * The socket brings none of it: it rings when incidents changed anywhere, and then the list is asked for again, at most
 * every third second; without a ring every half minute, and at once when somebody looks at the page again.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const [MOST, PAUSE_MS, ANYWAY_MS, PATIENCE_MS] = [60, 3000, 30e3, 12e3];
  const TIMES = ["received_at", "changed_at", "entered_at", "due_at", "close_by", "paused_from", "resumes_at"];
  const OF_CLOCKS = ["started_at", "due_at", "breached_at"];
  const mine = (onescreen.mine = { all: [], total: null, waiting: null, rung: null, asked_at: -Infinity, asking: false, failed: false, read_at: null });

  const ms = (time) => (typeof time === "string" ? Date.parse(time) : time);
  const each = (times) => Object.fromEntries(Object.entries(times).map(([state, at]) => [state, ms(at)]));
  const some = (one, names) => Object.fromEntries(names.map((name) => [name, ms(one[name])]));

  /** An incident as the API tells it, with its times in milliseconds, as the picture has them; `possible` is what its viewer
   * may do, and `anybodys` what is possible at all. Pure.
   */
  onescreen.asSeen = (told) => ({
    ...told, ...some(told, TIMES), anybodys: [...told.possible, ...Object.keys(told.doers)], times: each(told.times),
    assignments: told.assignments.map((one) => ({ ...one, times: each(one.times) })),
    clocks: told.clocks.map((one) => ({ ...one, ...some(one, OF_CLOCKS) })),
  });

  /** Whether the list is asked for now: it rang, or nothing was heard for long. Pure. */
  onescreen.isListDue = function ({ rung, asked_at, asking, failed }, bell, now) {
    const passed = now - asked_at;
    return !asking && passed >= PAUSE_MS && (failed || rung !== bell || passed >= ANYWAY_MS);
  };

  onescreen.part?.([], ({ store }) => {
    if (!onescreen.dom.at("mine_rows") || document.hidden) return;
    if (onescreen.isListDue(mine, store.bell, performance.now())) read(store);
  });

  /** What is told, but for what was told of a newer version before: an answer to an act is ahead of the list. */
  const newest = (held, seen) => (held?.version > seen.version ? { ...held, mine: seen.mine } : seen);

  async function asked(address) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    try {
      const answer = await fetch(address, { signal: patience.signal });
      if (!answer.ok) throw Object.assign(new Error(`${address} could not be read: ${answer.status}.`), { status: answer.status });
      return await answer.json();
    } finally {
      clearTimeout(timer);
    }
  }

  async function read(store) {
    Object.assign(mine, { asking: true, asked_at: performance.now() });
    const { bell } = store;
    try {
      const told = await asked(`/api/v1/incidents?order=mine&limit=${MOST}`);
      const known = Object.fromEntries(told.incidents.map((one) => [one.number, newest(store.incidents[one.number], onescreen.asSeen(one))]));
      store.incidents = { ...known, ...(await chosenBeside(known)) };
      Object.assign(mine, { all: told.incidents.map((one) => one.number), total: told.total, waiting: told.mine, rung: bell, failed: false, read_at: onescreen.cityNow() });
    } catch (error) {
      console.warn(error.message);
      mine.failed = true;
    }
    mine.asking = false;
    changed();
  }

  /** The incident on the card where the list does not hold it; none where it is not theirs to see any more. */
  async function chosenBeside(known) {
    const number = onescreen.desk.chosen;
    if (number === null || number in known) return {};
    try {
      return { [number]: onescreen.asSeen(await asked(`/api/v1/incidents/${encodeURIComponent(number)}`)) };
    } catch (error) {
      if (error.status !== 404) throw error;
      onescreen.choose(null);
      onescreen.tellDesk(onescreen.say("work.gone", { number }));
      return {};
    }
  }

  function changed() {
    onescreen.changed(new Map([["incidents", null]]));
    onescreen.draw(onescreen.store.v);
    onescreen.redraw(true);
  }

  const isHere = () => typeof document !== "undefined" && onescreen.page.screen === "work";
  const again = () => isHere() && Object.assign(mine, { asked_at: -Infinity }) && onescreen.redraw();

  /** What the desk answered to an act is how the incident stands: it need not be asked for. */
  onescreen.on?.("acted", (told) => {
    if (!isHere()) return;
    onescreen.store.incidents[told.number] = { ...onescreen.asSeen(told), mine: onescreen.store.incidents[told.number]?.mine };
    mine.rung = null;
    changed();
  });
  onescreen.on?.("chosen", (number) => isHere() && number !== null && !(number in onescreen.store.incidents) && again());
  if (typeof document !== "undefined") document.addEventListener("visibilitychange", () => document.hidden || again());
})();
