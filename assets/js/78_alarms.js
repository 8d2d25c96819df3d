/* Alarms: what wants a hand at this console. One press says that somebody has seen it, another puts it on the shelf for
 * a while; neither accepts anything. Sounds come later: what the server says should sound stands on `data-sound`.
 */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const HOURS = [1, 2, 4, 8];
  let shelving = null; // the alarm whose reason is asked for

  onescreen.part([], ({ now }) => {
    const list = dom.at("alarms_rows");
    if (!list) return;
    const { alarms } = onescreen.office;
    const rows = onescreen.alarmRows(alarms);
    const fits = dom.fits(list);
    const shown = rows.slice(0, fits);
    const by = new Map(shown.map((one) => [one.key, one]));
    dom.rows(list, [...by.keys()], build, (parts, key, row) => write(parts, row, by.get(key), now));
    dom.emptiness(list, !rows.length && alarms !== null, say("alarms.none"));
    note(alarms, rows.length - shown.length);
    dom.data(list, "sound", alarms?.sound || "");
  });

  /** The rows: single alarms and groups, what nobody has seen first, then the most urgent, and groups above them. Pure. */
  onescreen.alarmRows = function (alarms) {
    if (!alarms) return [];
    const groups = alarms.groups.map((one) => ({
      ...one, key: `group ${one.share}`, group: true, state: one.unseen ? "unacknowledged" : "acknowledged", possible: one.unseen ? ["see"] : [],
    }));
    const unseen = (one) => (one.state === "unacknowledged" ? 0 : 1);
    return [...alarms.alarms, ...groups].sort((a, b) => unseen(a) - unseen(b) || a.level - b.level || Number(Boolean(b.group)) - Number(Boolean(a.group)));
  };

  /** How many nobody has seen, are on the shelf, do not fit; and that nothing sounds yet. */
  function note(alarms, more) {
    const rows = onescreen.alarmRows(alarms);
    const unseen = rows.reduce((sum, one) => sum + (one.group ? one.unseen : one.state === "unacknowledged"), 0);
    const said = alarms && [say("alarms.unseen", { n: unseen }), alarms.hidden.length ? say("alarms.hidden", { n: alarms.hidden.length }) : "", more > 0 ? say("alarms.more", { n: more }) : ""];
    dom.text(dom.at("alarms_note"), said ? said.filter(Boolean).join(" · ") : "");
    dom.text(dom.at("alarms_sound"), say("alarms.silent"));
    dom.at("alarms_sound").title = say("alarms.silent_why");
  }

  function build(row) {
    row.classList.add("alarm");
    row.setAttribute("role", "listitem");
    const parts = dom.fill(row, { chip: ["div", "chip-box"], sign: ["i", "alarm-sign"], what: ["div"], age: ["div"], see: ["button", "act small"], shelve: ["button", "act small"] });
    for (const [name, act] of [["see", see], ["shelve", shelve]]) {
      parts[name].type = "button";
      dom.text(parts[name], say(name === "see" ? "alarms.see" : "alarms.shelve"));
      parts[name].addEventListener("click", () => act(row.alarm));
    }
    row.addEventListener("click", (event) => !event.target.closest("button") && open(row.alarm));
    return parts;
  }

  function write(parts, row, one, now) {
    row.alarm = one;
    onescreen.setChip(parts.chip, one.level);
    dom.data(row, "state", one.state);
    parts.sign.title = one.group ? "" : onescreen.title(one.title);
    dom.text(parts.what, one.group ? say("alarms.group", { what: onescreen.title(one.words), n: one.count }) : onescreen.title(one.words));
    parts.what.title = parts.what.textContent;
    dom.text(parts.age, one.raised_at ? onescreen.age(Math.max(0, now - Date.parse(one.raised_at))) : "");
    for (const name of ["see", "shelve"]) dom.flag(parts[name], "hidden", !one.possible.includes(name) || (name === "shelve" && one.group));
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
    return asked(key, "see", { also }, one);
  }

  async function asked(key, action, wish, one) {
    try {
      const body = { ...wish, console: onescreen.consoleName() };
      await onescreen.post(`/api/v1/alarms/${encodeURIComponent(key)}/actions/${action}`, { body, version: one.version || one.count });
      onescreen.tellDesk(say(action === "see" ? "alarms.seen" : "alarms.shelved", { what: onescreen.title(one.words) }));
    } catch (error) {
      onescreen.tellDesk(error.message);
    }
    onescreen.refetch("alarms");
  }

  /** Asks for how long and why, then puts the alarm on the shelf. */
  function shelve(one) {
    const dialog = dom.at("shelve");
    shelving = one;
    if (!dialog.made) make(dialog);
    dom.text(dialog.parts.what, onescreen.title(one.words));
    dialog.parts.why.value = "";
    dialog.showModal();
    dialog.parts.why.focus();
  }

  function make(dialog) {
    dialog.made = true;
    const form = dom.make("form");
    dialog.parts = dom.fill(form, { title: ["div", "title", say("alarms.shelve_title")], what: ["div", "note"], hours: ["div", "hours"], why: ["input"], acts: ["div", "acts"] });
    for (const hours of HOURS) {
      const label = dom.make("label");
      label.append(Object.assign(dom.make("input"), { type: "radio", name: "hours", value: hours, checked: hours === 1 }), say("alarms.hours", { n: hours }));
      dialog.parts.hours.append(label);
    }
    Object.assign(dialog.parts.why, { type: "text", required: true, maxLength: 200, placeholder: say("alarms.why") });
    dialog.parts.acts.append(Object.assign(dom.make("button", "act main", say("alarms.shelve")), { type: "submit" }));
    const cancel = Object.assign(dom.make("button", "act", say("signal.cancel")), { type: "button" });
    cancel.addEventListener("click", () => dialog.close());
    dialog.parts.acts.append(cancel);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const until = new Date(onescreen.cityNow() + Number(form.elements.hours.value) * 3600e3 - 1000).toISOString();
      dialog.close();
      asked(shelving.key, "shelve", { note: dialog.parts.why.value.trim(), until }, shelving);
    });
    dom.at("shelve_form").append(form);
  }
})();
