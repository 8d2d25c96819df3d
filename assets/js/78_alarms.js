/* Alarms: what wants a hand at this console. One press says that somebody has seen it, another puts it on the shelf for
 * a while; neither accepts anything. While a hand is in the list nothing moves: what is over stays, hollow, until it
 * leaves. Sounds come later: what the server says should sound stands on `data-sound`.
 */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const ACTS = ["see", "shelve", "unshelve"];
  const held = { order: [], known: new Map(), own: new Set(), shelf: false };

  onescreen.part([], ({ now }) => {
    const list = dom.at("alarms_rows");
    if (!list) return;
    listen(list);
    const { alarms } = onescreen.office;
    if (!isHeld(list)) held.own.clear();
    const rows = held.shelf ? onescreen.shelfRows(alarms) : onescreen.alarmRows(alarms);
    const by = held.known = onescreen.heldAlarms(held, rows, isHeld(list));
    held.order = [...by.keys()];
    dom.rows(list, held.order, build, (parts, key, row) => write(parts, row, by.get(key), now));
    dom.emptiness(list, !held.order.length && alarms !== null, say(held.shelf ? "alarms.none_shelved" : "alarms.none"));
    note(alarms, list, rows.filter((one) => !by.has(one.key)).length);
    dom.data(list, "sound", alarms?.sound || "");
  });

  const isHeld = (list) => list.matches(":hover") || list.querySelector(":focus-visible") !== null;

  /** Notes that this hand put an alarm away, or took it back. */
  onescreen.ownAlarm = (key) => held.own.add(key);

  /** The rows: single alarms and groups, what nobody has seen first, then the most urgent, and groups above them. Pure. */
  onescreen.alarmRows = function (alarms) {
    if (!alarms) return [];
    const groups = alarms.groups.map((one) => ({
      ...one, key: `group ${one.share}`, group: true, state: one.unseen ? "unacknowledged" : "acknowledged", possible: one.unseen ? ["see"] : [],
    }));
    const unseen = (one) => (one.state === "unacknowledged" ? 0 : 1);
    return [...alarms.alarms, ...groups].sort((a, b) => unseen(a) - unseen(b) || a.level - b.level || Number(Boolean(b.group)) - Number(Boolean(a.group)));
  };

  /** What is on the shelf, what comes back first above; then what is suppressed by a rule. Pure. */
  onescreen.shelfRows = function (alarms) {
    const until = (one) => (one.shelved_until ? Date.parse(one.shelved_until) : Infinity);
    return [...(alarms?.hidden || [])].sort((a, b) => until(a) - until(b) || a.level - b.level);
  };

  /** The rows to draw by their keys: under a hand where they stood, what is gone as it was last, without its buttons. Pure. */
  onescreen.heldAlarms = function ({ order, known, own = new Set() }, rows, isHeld) {
    const fresh = new Map(rows.map((one) => [one.key, one]));
    if (!isHeld || !order.length) return fresh;
    const stays = order.filter((key) => fresh.has(key) || !own.has(key)); // what this hand put away goes at once
    return new Map(stays.map((key) => [key, fresh.get(key) || { ...known.get(key), state: "gone", possible: [] }]));
  };

  function listen(list) {
    if (list.listening) return;
    list.listening = true;
    list.addEventListener("pointerleave", () => onescreen.redraw());
    list.addEventListener("scroll", () => more(list), { passive: true });
    dom.at("alarms_shelf").addEventListener("click", () => {
      Object.assign(held, { shelf: !held.shelf, order: [] });
      onescreen.redraw();
      list.scrollTop = 0;
    });
  }

  /** How many nobody has seen, came while a hand was here, lie below, are on the shelf; and that nothing sounds yet. */
  function note(alarms, list, fresh) {
    const unseen = onescreen.alarmRows(alarms).reduce((sum, one) => sum + (one.group ? one.unseen : one.state === "unacknowledged"), 0);
    list.said = alarms ? [say("alarms.unseen", { n: unseen }), fresh ? say("alarms.new", { n: fresh }) : ""] : [];
    more(list);
    const hidden = alarms?.hidden.length ?? 0;
    dom.text(dom.at("alarms_shelf"), say(held.shelf ? "alarms.back" : "alarms.hidden", { n: hidden }));
    dom.at("alarms_shelf").title = say("alarms.hidden_why");
    dom.flag(dom.at("alarms_shelf"), "none", !hidden && !held.shelf);
    dom.text(dom.at("alarms_sound"), say("alarms.silent"));
    dom.at("alarms_sound").title = say("alarms.silent_why");
  }

  /** How many rows lie below what is seen: the list scrolls. */
  function more(list) {
    const row = parseFloat(getComputedStyle(list).gridAutoRows);
    const below = Math.max(0, Math.round((list.scrollHeight - list.scrollTop - list.clientHeight) / row));
    dom.text(dom.at("alarms_note"), [...(list.said || []), below ? say("alarms.more", { n: below }) : ""].filter(Boolean).join(" · "));
  }

  function build(row) {
    row.classList.add("alarm");
    row.setAttribute("role", "listitem");
    const parts = dom.fill(row, { chip: ["div", "chip-box"], sign: ["i", "alarm-sign"], what: ["div"], age: ["div"], see: ["button", "act small"], shelve: ["button", "act small"], unshelve: ["button", "act small"] });
    for (const action of ACTS) {
      parts[action].type = "button";
      dom.text(parts[action], say(`alarms.${action}`));
      parts[action].addEventListener("click", () => (action === "see" ? see(row.alarm) : action === "shelve" ? onescreen.shelveAlarm(row.alarm) : onescreen.actOnAlarm(row.alarm.key, "unshelve", {}, row.alarm)));
    }
    row.addEventListener("click", (event) => !event.target.closest("button") && open(row.alarm));
    return parts;
  }

  function write(parts, row, one, now) {
    row.alarm = one;
    onescreen.setChip(parts.chip, one.level);
    dom.data(row, "state", one.state);
    parts.sign.title = one.group ? "" : onescreen.title(one.title);
    dom.text(parts.what, said(one, now));
    parts.what.title = parts.what.textContent;
    dom.text(parts.age, one.raised_at ? onescreen.age(Math.max(0, now - Date.parse(one.raised_at))) : "");
    const shelf = one.state === "shelved" || one.state === "suppressed";
    for (const name of ACTS) dom.flag(parts[name], "hidden", !one.possible.includes(name) || (name === "shelve" && one.group));
    for (const name of ACTS) dom.flag(parts[name], "none", (name === "unshelve") !== shelf);
  }

  /** What an alarm tells; of one on the shelf until when, who put it there and why. */
  function said(one, now) {
    const what = onescreen.title(one.words);
    if (one.group) return say("alarms.group", { what, n: one.count });
    if (one.state === "gone") return say("alarms.gone", { what });
    const until = one.shelved_until ? say("alarms.until", { time: onescreen.moment(Date.parse(one.shelved_until), now), by: one.shelved_by || "—" }) : "";
    const why = one.state === "shelved" || one.state === "suppressed" ? [onescreen.title(one.title), until, onescreen.title(one.why)] : [];
    return [what, ...why].filter(Boolean).join(" · ");
  }

  /** Shows what an alarm is about: its incident on the card. */
  function open(one) {
    if (!one.group && onescreen.store.incidents[one.about]) onescreen.choose(one.about);
    if (!one.group && one.kind === "signal") onescreen.chooseSignal(one.about);
    if (!one.group && one.kind === "handover") onescreen.openOffice();
  }

  /** Says that it was seen at this console; of a group, all of it. */
  function see(one) {
    const [key, ...also] = one.group ? one.keys : [one.key];
    return onescreen.actOnAlarm(key, "see", { also }, one);
  }
})();
