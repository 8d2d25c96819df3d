/* Street sent: what a collector reported today from this telephone, and what became of each. The telephone keeps the numbers;
 * how each stands the desk says, and of what is decided nobody asks again.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const PAUSE_MS = 30e3;
  const UNDECIDED = new Set(["new", "verify", "shelved"]);
  const held = { all: [], asked_at: -Infinity, read: false };

  /** Those of what is kept that came in on the day of the city that `day(ms)` calls as it calls now. Pure. */
  onescreen.ofToday = (all, now, day) => all.filter((one) => day(Date.parse(one.received_at)) === day(now));

  /** What is kept of a signal: no more than its row shows. Pure. */
  onescreen.shortSignal = ({ number, received_at, category, level, address, address_en, state, incident, exercise }) => ({ number, received_at, category, level, address, address_en, state, incident, exercise });

  const name = () => `onescreen.street.sent.${onescreen.page.who.name}`;
  const day = (ms) => onescreen.cityTime(ms, { day: "numeric", month: "numeric", year: "numeric" });

  function keep(all) {
    held.all = all;
    try {
      localStorage.setItem(name(), JSON.stringify(all));
    } catch {
      // A browser that keeps nothing shows them until the page is loaded again.
    }
    onescreen.redraw();
  }

  function read() {
    held.read = true;
    try {
      held.all = JSON.parse(localStorage.getItem(name())) || [];
    } catch {
      held.all = [];
    }
  }

  /** Adds a signal that was just reported. */
  onescreen.streetSent = function (signal) {
    if (!held.read) read();
    keep([onescreen.shortSignal(signal), ...held.all.filter((one) => one.number !== signal.number)]);
  };

  onescreen.part?.(["incidents"], ({ now, tick, store, page }) => {
    const { dom } = onescreen;
    const box = dom.at("street_sent");
    if (!box || !page.viewer.roles.includes("collector")) return;
    if (!held.read) read();
    const today = onescreen.ofToday(held.all, now, day);
    dom.flag(box, "none", !today.length);
    if (tick && !document.hidden) ask(today);
    dom.rows(dom.at("street_rows"), today.map((one) => one.number), build, (parts, number) => write(parts, today.find((one) => one.number === number), store));
  });

  /** Asks how those stand that nobody decided on yet. */
  async function ask(today) {
    const open = today.filter((one) => UNDECIDED.has(one.state));
    if (!open.length || performance.now() - held.asked_at < PAUSE_MS) return;
    held.asked_at = performance.now();
    const told = await Promise.all(open.map(async ({ number }) => {
      const answer = await fetch(`/api/v1/signals/${encodeURIComponent(number)}`).catch(() => null);
      return answer?.ok ? onescreen.shortSignal(await answer.json()) : null;
    }));
    const news = new Map(told.filter(Boolean).map((one) => [one.number, one]));
    keep(today.map((one) => news.get(one.number) || one));
  }

  function build(row, number) {
    row.classList.add("waiting");
    row.tabIndex = 0;
    row.setAttribute("role", "button");
    const open = () => {
      const { incident } = held.all.find((one) => one.number === number) || {};
      if (incident) onescreen.choose(incident);
      else onescreen.chooseSignal(number);
    };
    row.addEventListener("click", open);
    row.addEventListener("keydown", (event) => event.key === "Enter" && open());
    return onescreen.dom.fill(row, { chip: ["div", "chip-box"], what: ["div"], left: ["div"], where: ["div"], state: ["div"] });
  }

  function write(parts, signal, store) {
    const { dom, say } = onescreen;
    const incident = store.incidents[signal.incident];
    onescreen.setChip(parts.chip, incident?.level || signal.level);
    dom.runs(parts.what, [{ text: onescreen.categoryTitle(signal), strong: true }, { text: signal.address ? ` · ${onescreen.placeOf(signal)}` : "" }]);
    dom.text(parts.left, onescreen.cityTime(Date.parse(signal.received_at), { hour: "2-digit", minute: "2-digit" }));
    dom.text(parts.where, [signal.exercise ? say("inbox.exercise") : "", signal.incident || signal.number].filter(Boolean).join(" · "));
    dom.text(parts.state, incident ? say(`state_of.${incident.state}`) : onescreen.page.signal_states[signal.state]);
  }
})();
