/* Form: what an action wants to know, asked for on the card. Which fields that are comes with the page. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;

  const WEIGHTY = new Set(["close"]); // one touch or one key does none of these
  const CHECKER = new Set(["assign_check", "change_checker"]); // nobody can be named where nobody is known by name

  /** The fields of an action as this viewer is asked for them; none where a press is enough. */
  onescreen.fieldsOf = function (action, incident) {
    const fields = onescreen.page.forms?.[action] || [];
    if (CHECKER.has(action) && !onescreen.isKnown()) return [];
    if (onescreen.writesFor(action, incident)) return [...fields.filter(({ name }) => name !== "note"), noted("actions.who_told")];
    const stead = action === "check_pass" && onescreen.standsIn(); // then it is the reason that is wanted
    return fields.map((one) => (one.name === "note" && one.required ? noted((!stead && one.ask) || "actions.reason") : one));
  };

  /** Whether an action is asked for once more before it is done. */
  onescreen.isWeighty = (action) => WEIGHTY.has(action);

  const noted = (ask) => ({ name: "note", kind: "text", required: true, ask });

  /** Asks for the fields of an action; `then` is told {note, unit, details, files} once all is there. */
  onescreen.askForm = function (action, incident, specs, then) {
    onescreen.askIn(`form ${action} ${performance.now()}`, (stop) => {
      const lone = specs.length === 1 && specs[0].kind === "text";
      const form = dom.make("form", lone ? "reason" : "card-form");
      const fields = specs.map((spec) => ({ spec, ...onescreen.field(labelled(spec, action), incident) }));
      if (!specs.length) form.append(dom.make("div", "sure", say("form.sure", { action: onescreen.moveTitle(action), number: incident.number })));
      form.append(...(lone ? [fields[0].input] : fields.map(boxed)), dom.make("div", "fault"), acts(action, lone, stop));
      onescreen.followsField(form);
      onescreen.findsPlace(form, incident);
      onescreen.rewriteForm(form, incident.number, action);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const { missing, fault } = faultOf(fields);
        dom.text(form.querySelector(".fault"), fault);
        if (fault) return void missing?.input.focus();
        onescreen.keepForm(form, incident.number, action);
        stop();
        then(said(fields));
      });
      form.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation(); // else the card closes, too
        if (!event.defaultPrevented) stop(); // it was meant for a list of places
      });
      setTimeout(() => (fields[0]?.input ?? form.querySelector("button")).focus());
      return form;
    });
  };

  /** What a field is called: beside it, or within it where it stands alone. */
  function labelled(spec, action) {
    const own = spec.name === "checker" ? "actions.who_checks" : `form.${spec.name}`;
    return { ...spec, action, label: say(spec.ask || own, { action: onescreen.moveTitle(action) }) };
  }

  function boxed({ spec, node, label }) {
    const box = dom.make(spec.kind === "ticks" || spec.kind === "people" ? "div" : "label", "field");
    if (spec.kind === "text") node.placeholder = ""; // it is called so above
    box.append(dom.make("span", "", spec.required ? label : `${label} · ${say("form.left_out")}`), node);
    return box;
  }

  function acts(action, lone, stop) {
    const send = dom.make("button", lone ? "act" : "act main", onescreen.moveTitle(action));
    if (lone) return send;
    const node = dom.make("div", "acts");
    const cancel = Object.assign(dom.make("button", "act", say("form.cancel")), { type: "button" });
    cancel.addEventListener("click", stop);
    node.append(send, cancel);
    return node;
  }

  /** The first field that is not as it should be, and what is wrong with it, in a sentence; "" where all is well. */
  function faultOf(fields) {
    for (const one of fields) {
      const fault = one.fault?.();
      if (fault) return { missing: one, fault };
    }
    const empty = fields.filter(({ spec, read }) => spec.required && read() === undefined);
    return { missing: empty[0], fault: empty.length ? say("form.fill", { what: empty.map(({ label }) => label).join(say("sentence.comma")) }) : "" };
  }

  /** What was written, without what was left out. */
  function said(fields) {
    const all = Object.fromEntries(fields.map(({ spec, read }) => [spec.name, read()]).filter(([, value]) => value !== undefined));
    const { note, unit, evidence: files, ...details } = all;
    return { note, unit, files, details };
  }
})();
