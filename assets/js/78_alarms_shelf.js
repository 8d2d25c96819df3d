/* Alarms' shelf: the small form with which an alarm is put there, and how this console acts on alarms at all. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const HOURS = [1, 2, 4, 8];
  const SAID = { see: "alarms.seen", shelve: "alarms.shelved", unshelve: "alarms.unshelved" };
  let shelving = null; // the alarm whose reason is asked for

  /** Asks the desk for an action on an alarm, as this console; says what came of it at the foot. */
  onescreen.actOnAlarm = async function (key, action, wish, one) {
    try {
      const body = { ...wish, console: onescreen.consoleName() };
      await onescreen.post(`/api/v1/alarms/${encodeURIComponent(key)}/actions/${action}`, { body, version: one.version || one.count });
      if (action !== "see") onescreen.ownAlarm(key);
      onescreen.tellDesk(say(SAID[action], { what: onescreen.title(one.words) }));
    } catch (error) {
      onescreen.tellDesk(error.message);
    }
    onescreen.refetch("alarms");
  };

  /** Asks for how long and why, then puts the alarm on the shelf. */
  onescreen.shelveAlarm = function (one) {
    const dialog = dom.at("shelve");
    shelving = one;
    if (!dialog.made) make(dialog);
    dom.text(dialog.parts.what, onescreen.title(one.words));
    dialog.parts.why.value = "";
    dialog.showModal();
    dialog.parts.why.focus();
  };

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
      onescreen.actOnAlarm(shelving.key, "shelve", { note: dialog.parts.why.value.trim(), until }, shelving);
    });
    dom.at("shelve_form").append(form);
  }
})();
