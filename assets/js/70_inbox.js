/* Inbox: the signals that wait for a decision, the most urgent first and then what is due next; held while a hand is in
 * it. On the page of one's own work it is folded up but for those that this person was sent to look at by name.
 *
 * The picture brings a number alone, which is another when a signal came in or moved; then the list is asked for.
 */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const [MOST, PAUSE_MS] = [60, 2000];
  const inbox = (onescreen.inbox = {
    all: [], total: null, order: [], first: 0, chosen: null, open: true, known: null, asked_at: -Infinity, asking: false, failed: false,
  });

  onescreen.part(["incidents"], ({ now, store }) => {
    const list = dom.at("inbox_rows");
    if (!list) return;
    dom.flag(dom.at("inbox"), "none", !onescreen.looksAtSignals());
    if (!onescreen.looksAtSignals()) return;
    if (!list.listening) inbox.open = onescreen.page.screen !== "work";
    listen(list);
    if (store.v !== null && store.signals !== inbox.known) ask(store);
    draw(list, now);
  });

  /** The keys of those that wait, as they should stand: as the server sorts them, what is shelved last. */
  onescreen.inboxOrder = function (signals) {
    const rank = (one) => (one.state === "shelved" ? 1 : 0);
    return [...signals].sort((a, b) => rank(a) - rank(b)).map((one) => one.number);
  };

  /** Whether signals are this viewer's to decide: at the desk, and in the street for whoever is sent to look. */
  onescreen.looksAtSignals = () => onescreen.page.screen !== "work" || onescreen.page.viewer.roles.includes("collector");

  /** Asks for the list, one question at a time, and not more often than every other second. */
  async function ask(store, force = false) {
    if (inbox.asking || (!force && performance.now() - inbox.asked_at < PAUSE_MS)) return;
    const version = store.signals;
    Object.assign(inbox, { asking: true, asked_at: performance.now() });
    try {
      const answer = await fetch(`/api/v1/signals?limit=${MOST}&likely=false${onescreen.page.screen === "work" ? "&state=verify" : ""}`);
      if (!answer.ok) throw new Error(`The signals could not be read: ${answer.status}.`);
      const { signals, total } = await answer.json();
      Object.assign(inbox, { all: signals, total, known: version, failed: false });
      order(false);
    } catch (error) {
      console.warn(error.message);
      inbox.failed = true;
    }
    inbox.asking = false;
    onescreen.redraw();
  }

  /** Asks again at once: something was decided here. */
  onescreen.askInbox = () => ask(onescreen.store, true);

  /** The order anew, but for a list under a pointer, or with a chosen signal under the keyboard: there only what is gone goes. */
  function order(atOnce) {
    const [wanted, list] = [onescreen.inboxOrder(inbox.all), dom.at("inbox_rows")];
    const held = list.matches(":hover") || (inbox.chosen !== null && list.querySelector(":focus-visible") !== null);
    inbox.order = onescreen.heldOrder(inbox.order, wanted, atOnce || !held || !inbox.order.length);
    const more = wanted.length - inbox.order.length;
    dom.text(dom.at("inbox_new"), more > 0 ? say("inbox.new", { n: more }) : "");
  }

  /** Whether this viewer was sent by name to look at a signal. Pure but for the page's facts. */
  onescreen.isSentHere = ({ looker }) => Boolean(looker) && looker === onescreen.page.who?.name;

  /** Of the signals in order those that are shown: all, or where it is folded up those that were sent to this viewer. */
  onescreen.inboxShown = (signals, open) => (open ? signals : signals.filter((one) => onescreen.page.screen === "work" && onescreen.isSentHere(one)));

  function listen(list) {
    if (list.listening) return;
    list.listening = true;
    list.addEventListener("pointerleave", () => order(false));
    list.addEventListener("wheel", (event) => {
      inbox.first += Math.sign(event.deltaY);
      onescreen.redraw();
    }, { passive: true });
    dom.at("inbox_new").addEventListener("click", () => {
      order(true);
      onescreen.redraw();
    });
    dom.at("inbox_head").addEventListener("click", () => {
      inbox.open = !inbox.open;
      onescreen.redraw(true);
    });
  }

  function draw(list, now) {
    const head = dom.at("inbox_head");
    if (!head.parts) head.parts = dom.fill(head, { title: ["b", "", say(onescreen.page.screen === "work" ? "work.to_verify" : "inbox.title")], count: ["span", "count"], fold: ["span", "fold"] });
    dom.text(head.parts.count, inbox.total === null ? "—" : onescreen.number(inbox.total));
    dom.text(head.parts.fold, say(inbox.open ? "inbox.shut" : "inbox.open"));
    head.setAttribute("aria-expanded", inbox.open);
    dom.at("inbox").style.setProperty("--waiting", Math.max(1, inbox.order.length));
    const known = new Map(inbox.all.map((one) => [one.number, one]));
    const found = inbox.order.filter((number) => known.has(number)).map((number) => known.get(number));
    const [there, fits] = [onescreen.inboxShown(found, inbox.open).map((one) => one.number), dom.fits(list)];
    dom.flag(dom.at("inbox"), "shut", !inbox.open && !there.length);
    inbox.first = Math.max(0, Math.min(inbox.first, there.length - fits));
    const shown = there.slice(inbox.first, inbox.first + fits);
    dom.rows(list, shown, build, (parts, number, row) => write(parts, row, known.get(number), now));
    dom.emptiness(list, inbox.open && !inbox.order.length && inbox.total !== null, say(inbox.failed ? "inbox.unknown" : "inbox.none"));
    const below = (inbox.total ?? 0) - inbox.first - shown.length;
    dom.text(dom.at("inbox_more"), below > 0 ? say("inbox.more", { n: below }) : "");
  }

  function build(row, number) {
    row.classList.add("waiting");
    row.setAttribute("role", "option");
    row.tabIndex = 0;
    const choose = () => onescreen.chooseSignal(number);
    row.addEventListener("click", choose);
    row.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      event.stopPropagation(); // else the desk's own Enter opens an incident in its place
      if (!event.repeat) choose();
    });
    return dom.fill(row, { chip: ["div", "chip-box"], what: ["div"], left: ["div"], where: ["div"], state: ["div"] });
  }

  function write(parts, row, signal, now) {
    const chosen = inbox.chosen === signal.number;
    dom.flag(row, "chosen", chosen);
    row.setAttribute("aria-selected", chosen);
    onescreen.setChip(parts.chip, signal.level);
    dom.runs(parts.what, [
      { text: onescreen.categoryTitle(signal), strong: true }, { text: signal.address ? ` · ${onescreen.placeOf(signal)}` : "" },
    ]);
    const left_ms = onescreen.signalLeft(signal, now);
    dom.text(parts.left, left_ms === null ? onescreen.age(now - Date.parse(signal.received_at)) : onescreen.left(left_ms));
    dom.flag(parts.left, "over", left_ms < 0);
    const sentHere = onescreen.isSentHere(signal);
    dom.flag(row, "unread", sentHere);
    const marks = [sentHere ? say("inbox.sent_here") : "", ...onescreen.signalMarks(signal)];
    dom.text(parts.where, [...marks, onescreen.title(signal.source_title), onescreen.detailOf(signal)].filter(Boolean).join(" · "));
    dom.text(parts.state, onescreen.page.signal_states[signal.state]);
  }

  // An Enter that follows is for the incident.
  onescreen.on("chosen", (number) => number && dom.at("inbox_rows")?.contains(document.activeElement) && document.activeElement.blur());

  /** How long somebody may still take to decide on a signal, less than nothing where that is past; null without a limit. Pure. */
  onescreen.signalLeft = ({ due_at }, now) => (due_at ? Date.parse(due_at) - now : null);

  /** What must not be overlooked of a signal: a drill, a limit that ran out, how often it was said, that it flickers. */
  onescreen.signalMarks = (signal) => [
    signal.exercise ? say("inbox.exercise") : "", signal.breached ? say("inbox.breached") : "", signal.chatter ? say("inbox.chatter") : "",
    signal.count > 1 ? say("inbox.count", { n: signal.count }) : "",
  ].filter(Boolean);
})();
