/* Report: the card of a chosen signal: who says what, why it is that urgent, what it may be about, and what to do. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const { dom, say } = onescreen;
  const ACTIONS = ["accept", "confirm", "link", "not_found", "send", "reject", "shelve", "unshelve", "unsure", "locate", "answer", "appeal", "unlink"];
  const OPENS = new Set(["accept", "confirm"]); // an incident
  const UNDECIDED = new Set(["repeat", "run_out", "reply", "owe", "delivered"]); // what nobody's hand writes of a signal
  const URGENT = 2;
  let shown = null; // the signal as it was read, with its likely duplicates and its log
  let known = null; // which list of signals it was compared with last
  let awaited = null; // the incident that came of it, until the picture has it
  let said = { text: "", refused: false };

  onescreen.part?.(["incidents"], ({ now, store }) => {
    const card = dom.at("report");
    if (!card) return;
    const { chosen } = onescreen.inbox;
    dom.flag(card, "none", !chosen);
    dom.flag(card.parentElement, "of-a-signal", Boolean(chosen));
    if (!chosen || shown?.number !== chosen) return;
    if (awaited in store.incidents) return opens(awaited);
    compare(onescreen.inbox);
    draw(shown, now);
  });

  /** Puts the incident that came of it in the place of the signal. */
  function opens(number) {
    awaited = null; // what is redrawn below must not come here again
    onescreen.chooseNew(number);
  }

  /** Reads the signal again where the list, asked for anew, tells of another version of it or does not tell of it. */
  function compare({ all, chosen, known: list }) {
    if (known === list) return;
    known = list;
    if (all.find((one) => one.number === chosen)?.version !== shown.version) read(chosen);
  }

  /** Chooses a signal for the card; null for none. */
  onescreen.chooseSignal = function (number) {
    if (number) onescreen.choose(null);
    onescreen.inbox.chosen = number;
    [shown, awaited, known, said] = [null, null, onescreen.inbox.known, { text: "", refused: false }];
    onescreen.reportForm.shut();
    if (number) read(number).then(() => shown?.number === number && onescreen.map?.showPlace(shown));
    onescreen.redraw();
  };

  onescreen.on?.("chosen", (number) => number && onescreen.inbox.chosen && onescreen.chooseSignal(null));

  /** The signal that stands on the card, null where none does. */
  onescreen.shownSignal = () => (onescreen.inbox?.chosen && shown?.number === onescreen.inbox.chosen ? shown : null);

  async function read(number) {
    const answer = await fetch(`/api/v1/signals/${encodeURIComponent(number)}`).catch(() => null);
    const told = answer?.ok ? await answer.json() : null;
    if (onescreen.inbox.chosen !== number) return;
    if (told) shown = told;
    else said = { text: say("inbox.unreadable"), refused: true };
    onescreen.redraw();
  }

  function draw(signal, now) {
    const place = dom.at("report_body");
    const waited = Math.floor((now - Date.parse(signal.received_at)) / 60e3);
    const { asking } = onescreen.reportForm;
    dom.drawn(place, JSON.stringify([signal.number, signal.version, asking, said, asking ? 0 : waited]), () => [
      head(signal, now), ...onescreen.signalFacts(signal), likely(signal), outcome(signal),
      asking ? onescreen.reportForm.made(signal) : buttons(signal),
      dom.make("div", `answer${said.refused ? " refused" : ""}`, said.text), onescreen.signalLog(signal),
    ].filter(Boolean));
  }

  function head(signal, now) {
    const node = dom.make("div", "report-head");
    const parts = dom.fill(node, { chip: ["div", "chip-box"], title: ["h2"], left: ["div"], sub: ["div"] });
    onescreen.setChip(parts.chip, signal.level);
    dom.text(parts.title, [onescreen.categoryTitle(signal), signal.address && onescreen.placeOf(signal)].filter(Boolean).join(" · "));
    const waits = onescreen.stillWaits(signal);
    const left_ms = onescreen.signalLeft(signal, now);
    const due = left_ms === null ? "" : say(left_ms < 0 ? "inbox.due_over" : "inbox.due_left", { due: onescreen.title(signal.due_title), left: onescreen.left(left_ms) });
    const waited = say("inbox.waits", { age: onescreen.age(now - Date.parse(signal.received_at)) });
    dom.text(parts.left, waits ? [waited, due].filter(Boolean).join(" · ") : "");
    const state = onescreen.page.signal_states[signal.state];
    const until = signal.until ? say("inbox.shelved", { time: onescreen.moment(Date.parse(signal.until), now) }) : "";
    dom.text(parts.sub, [signal.number, ...onescreen.signalMarks(signal), onescreen.title(signal.source_title), state, until].filter(Boolean).join(" · "));
    return node;
  }

  /** Whether somebody still has to decide. Pure. */
  onescreen.stillWaits = ({ state }) => ["new", "verify", "shelved"].includes(state);

  function likely(signal) {
    if (!onescreen.stillWaits(signal)) return null;
    const rows = signal.likely.map((one) => {
      const row = dom.make("div", "likely");
      row.append(dom.make("span", "score", one.score.toFixed(2)), dom.make("span", "", `${one.number} · ${one.why.map(onescreen.title).join(say("sentence.comma"))}`));
      if (signal.possible.includes("link")) row.append(button("link", () => act(signal, "link", { incident: one.number })));
      return row;
    });
    return onescreen.reportPart(say("inbox.likely"), ...(rows.length ? rows : [dom.make("p", "muted", say("inbox.no_likely"))]));
  }

  /** What became of it, once somebody has decided: who, when, and the incident behind it. */
  function outcome(signal) {
    if (onescreen.stillWaits(signal)) return null;
    const rows = [dom.make("p", "", onescreen.lastOf(signal))];
    if (onescreen.store.incidents[signal.incident]) {
      const open = Object.assign(dom.make("button", "act small", say("inbox.to_incident", { number: signal.incident })), { type: "button" });
      open.addEventListener("click", () => onescreen.choose(signal.incident));
      rows.push(open);
    } else if (awaited) rows.push(dom.make("p", "muted", say("inbox.opening", { number: awaited })));
    return onescreen.reportPart(say("inbox.outcome"), ...rows);
  }

  /** "zhou, 14:03: Reject.": the last line of its log that moved it. */
  onescreen.lastOf = function ({ log = [] }) {
    const last = log.findLast((one) => one.to !== one.came_from);
    return last ? say("inbox.last", { who: last.by, what: onescreen.title(last.title), time: onescreen.moment(Date.parse(last.recorded_at), onescreen.cityNow()) }) : "";
  };

  function button(action, then, look = "act") {
    const made = Object.assign(dom.make("button", look, onescreen.page.signal_moves[action]), { type: "button" });
    made.addEventListener("click", then);
    return made;
  }

  function buttons(signal) {
    const node = dom.make("div", "acts");
    const possible = ACTIONS.filter((action) => signal.possible.includes(action));
    node.append(...possible.map((action, i) => button(action, () => start(signal, action), i ? "act" : "act main")));
    const chiefs = signal.level <= URGENT && ["new", "verify"].includes(signal.state) && !signal.possible.includes("reject");
    if (chiefs) node.append(dom.make("p", "muted", say("inbox.chief_refuses")));
    return node;
  }

  /** What an action asks for; one that asks for nothing is done at once. */
  function start(signal, action) {
    said = { text: "", refused: false };
    const asks = onescreen.signalFields(signal.asks[action]).length || onescreen.signalAsksTwice(action);
    if (asks) onescreen.reportForm.open(signal, action, (wish) => placed(action, wish));
    else act(signal, action, {});
  }

  /** Whether since this version the sender only said it again, or a clock ran out: then nobody decided. Pure. */
  onescreen.onlyRepeated = ({ log }, version) => log.every((one) => one.version <= version || UNDECIDED.has(one.action));

  /** A place that comes with another action is said first; what is likely the same there is to be looked at, too. */
  async function placed(action, { lon, lat, address, ...wish }) {
    if (action === "locate") return void act(shown, action, { lon, lat, address });
    const before = new Set(shown.likely.map((one) => one.number));
    if (lon !== undefined && !(await act(shown, "locate", { lon, lat, address }))) return;
    if (!shown) return; // another was chosen meanwhile
    if (shown.likely.every((one) => before.has(one.number))) return void act(shown, action, wish);
    said = { text: say("inbox.look_first"), refused: true };
    onescreen.redraw();
  }

  /** Asks the desk; gives whether it was done; what it answers is said, and the list is asked for again. */
  async function act(signal, action, more, again = false) {
    let done = false;
    const body = { version: signal.version, seen: signal.likely.map((one) => one.number), ...more };
    try {
      const told = await onescreen.post(`/api/v1/signals/${encodeURIComponent(signal.number)}/actions/${action}`, { body, version: signal.version });
      onescreen.tellDesk(`${signal.number} · ${say("inbox.done", { action: onescreen.page.signal_moves[action] })}`);
      if (onescreen.inbox.chosen === signal.number) await stays(signal, action, told);
      done = true;
    } catch (error) {
      await read(signal.number);
      const same = shown?.number === signal.number && shown.version !== signal.version && onescreen.onlyRepeated(shown, signal.version);
      if (error.code === "signal_outdated" && same && !again) return act(shown, action, more, true);
      said = { text: error.message, refused: true };
    }
    onescreen.askInbox();
    onescreen.redraw();
    return done;
  }

  /** The signal stays on the card with what became of it, until the incident that came of it can be shown. */
  async function stays({ number }, action, told) {
    onescreen.reportForm.shut();
    awaited = OPENS.has(action) ? told.incident?.number ?? null : null;
    said = { text: say("inbox.done", { action: onescreen.page.signal_moves[action] }), refused: false };
    await read(number);
  }
})();
