/* Shift: the panel that the strip opens: beside the sheet (79_sheet.js) two chiefs sign, and everybody may note. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const viewer = () => onescreen.page.who.name;
  const held = { busy: false, name: "", log: [], version: 0, sure: false };

  onescreen.part([], ({ now }) => {
    const opener = dom.at("strip_shift");
    const dialog = dom.at("office");
    if (!opener || !dialog) return;
    if (!opener.opens) listen(opener, dialog);
    if (dialog.open) draw(onescreen.office.shifts, now);
  });

  function listen(opener, dialog) {
    opener.opens = true;
    Object.assign(opener, { tabIndex: 0, title: say("office.open") });
    opener.setAttribute("role", "button");
    opener.addEventListener("click", onescreen.openOffice);
    opener.addEventListener("keydown", (event) => event.key === "Enter" && onescreen.openOffice());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }

  /** Opens the panel of the shift. */
  onescreen.openOffice = function () {
    const dialog = dom.at("office");
    if (!dialog.made) make(dialog);
    tell("");
    dialog.showModal();
    onescreen.redraw(true);
  };

  function make(dialog) {
    dialog.made = true;
    const form = dom.make("form");
    const input = Object.assign(dom.make("input"), { type: "text", maxLength: 400, placeholder: say("office.remark") });
    form.append(input, dom.make("button", "act small", say("office.note_it")));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const note = input.value.trim();
      if (note && (await asked("remark", { note }))) input.value = "";
    });
    dom.at("office_remark").append(form);
  }

  function draw(shifts, now) {
    const shift = shifts?.present || shifts?.next || null;
    dom.text(dom.at("office_title"), shift ? say("office.title", { name: shift.name, state: onescreen.title(shift.title) }) : say("office.none"));
    dom.text(dom.at("office_note"), shift ? about(shifts, shift) : say("office.none_why"));
    const takes = Boolean(shifts?.next?.chiefs.includes(viewer()));
    onescreen.drawSheet(shift?.lines || [], { takes, busy: held.busy, tick: (ones) => asked("tick", { lines: ones }) });
    log(shift, now);
    acts(shifts, shift);
  }

  /** The shift in a line: chief, leader, until when, who comes next, who has signed. */
  function about(shifts, shift) {
    const clock = (at) => onescreen.cityTime(Date.parse(at), { hour: "2-digit", minute: "2-digit" });
    const { next } = shifts;
    return [
      say("office.chief", { chief: shift.chiefs.join(say("sentence.comma")) || "—" }), say("office.leader", { leader: shift.leader || "—" }),
      say("office.time", { from: clock(shift.begins_at), to: clock(shift.ends_at) }),
      next && next !== shift ? say("office.next", { chief: next.chiefs.join(say("sentence.comma")) || "—", at: clock(next.begins_at) }) : "",
      shift.signed_out ? say("office.signed_out", { by: shift.signed_out }) : "", shift.made_up ? say("strip.made_up") : "",
    ].filter(Boolean).join(" · ");
  }

  /** The newest first; asked for again when the shift has another version. */
  function log(shift, now) {
    if (shift && (held.name !== shift.name || held.version !== shift.version)) read(shift);
    const list = dom.at("office_log");
    const all = shift && held.name === shift.name ? held.log : [];
    dom.rows(list, all.map((one) => String(one.version)), (row) => dom.fill(row, { at: ["div"], by: ["div"], what: ["div"] }), (parts, key) => {
      const one = all.find((each) => String(each.version) === key);
      dom.text(parts.at, onescreen.moment(Date.parse(one.at), now));
      dom.text(parts.by, one.by);
      const lines = one.details.words || [];
      const more = one.details.text || (lines.length > 2 ? String(lines.length) : lines.map(onescreen.title).join(say("sentence.comma")));
      dom.text(parts.what, [onescreen.title(one.title), more].filter(Boolean).join(say("office.colon")));
    });
  }

  async function read({ name, version }) {
    Object.assign(held, { name, version });
    const answer = await fetch(`/api/v1/shifts/${encodeURIComponent(name)}`).catch(() => null);
    if (!answer?.ok) return;
    held.log = (await answer.json()).log.reverse();
    onescreen.redraw();
  }

  function acts(shifts, shift) {
    const place = dom.at("office_acts");
    const possible = [...(shift ? onescreen.shiftActs(shifts, viewer()) : []), "close"];
    const open = (shift?.lines || []).filter((one) => !one.by).length;
    if (!open || !possible.includes("sign_out")) held.sure = false;
    dom.rows(place, possible, (row, action) => {
      const button = Object.assign(dom.make("button", "act", say(`office.${action}`)), { type: "button" });
      button.addEventListener("click", () => (action === "close" ? dom.at("office").close() : pressed(action)));
      row.append(button);
      return { button };
    }, (parts, action) => {
      parts.button.disabled = held.busy && action !== "close";
      dom.flag(parts.button, "main", action === possible[0] && action !== "close" && !(action === "sign_out" && open));
      dom.text(parts.button, action === "sign_out" && open && held.sure ? say("office.sign_out_open", { n: open }) : say(`office.${action}`));
    });
  }

  /** Whoever signs out before the sheet is ticked is told so first, and presses once more. */
  function pressed(action) {
    const open = (onescreen.office.shifts?.present?.lines || []).filter((one) => !one.by).length;
    if (action !== "sign_out" || !open || held.sure) return void asked(action, {});
    held.sure = true;
    tell(say("office.open_lines", { n: open }));
    onescreen.redraw();
  }

  const tell = (text) => dom.text(dom.at("office_answer"), text);

  /** Asks for an action in the name of whose screen it is; gives whether it was done. */
  async function asked(action, wish) {
    const shift = onescreen.office.shifts?.present || onescreen.office.shifts?.next;
    if (!shift || held.busy) return false;
    Object.assign(held, { busy: true, sure: false });
    let done = false;
    try {
      const body = { ...wish, version: shift.version };
      await onescreen.post(`/api/v1/shifts/${encodeURIComponent(shift.name)}/actions/${action}`, { body, version: shift.version });
      tell(say(`office.${action === "tick" ? "ticked" : action === "remark" ? "noted" : "done"}`, { action: action === "tick" || action === "remark" ? "" : say(`office.${action}`) }));
      done = true;
    } catch (error) {
      tell(error.message);
    }
    held.busy = false;
    onescreen.refetch("shifts");
    return done;
  }
})();
