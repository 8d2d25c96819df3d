/* Fields: one field of a form on the card for each kind of thing that an action may be told. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const HURT = ["dead", "injured", "missing", "trapped"];
  const HOUR_S = 3600;
  const FILES = "image/jpeg,image/png,image/webp,application/pdf";
  let lists = 0; // of numbers to choose from, each with an id of its own

  /** A field: {node, input, label, read, fault}: `read()` gives undefined where nothing is said, `fault()` a sentence. */
  onescreen.field = (spec, incident) => ({ label: spec.label, ...KINDS[spec.kind](spec, incident) });

  function typed(spec, facts = {}, value = (text) => text) {
    const input = Object.assign(dom.make("input"), { type: "text", maxLength: 400, autocomplete: "off", name: spec.name, placeholder: spec.kind === "text" ? spec.label : "", ...facts });
    return { node: input, input, read: () => (input.value.trim() ? value(input.value.trim()) : undefined) };
  }

  /** A list to choose from; [[code, words]]. */
  function chosen(spec, options, value = (code) => code) {
    const input = Object.assign(dom.make("select"), { name: spec.name });
    for (const [code, words] of [["", say("form.choose")], ...options]) input.append(Object.assign(dom.make("option", "", words), { value: code }));
    return { node: input, input, read: () => (input.value ? value(input.value) : undefined) };
  }

  /** A time on the clock of the city. */
  function when(spec, ahead_s = 24 * HOUR_S) {
    const start = onescreen.cityWall(onescreen.cityNow() + ahead_s * 1000).slice(0, 16);
    return typed(spec, { type: "datetime-local", value: start, title: say("form.at_city_time") }, onescreen.asMoment);
  }

  /** What the city's wall clock shows, as the API takes a time. */
  onescreen.asMoment = (text) => new Date(onescreen.fromCityWall(text)).toISOString();

  /** What a line of the log should say: words, or a time where it is the time that is wrong. */
  function corrected(spec) {
    const field = typed(spec, {}, (text) => (field.input.type === "text" ? text : onescreen.asMoment(text)));
    return field;
  }

  /** Lets a form ask for a time where a time is to be corrected. */
  onescreen.followsField = (form) => form.addEventListener("change", ({ target }) => {
    if (target.name === "field") Object.assign(form.elements.value, target.value === "at" ? { type: "datetime-local", step: 1 } : { type: "text" });
  });

  const checkedDegrees = (field) => ({ ...field, fault: () => (Number.isNaN(field.read()) ? say("signal.no_degrees") : "") });

  /** Another incident: by its number, found by what it is and where. */
  function another(spec, incident) {
    const field = typed(spec, { placeholder: say(`form.${spec.name}`) });
    const list = Object.assign(dom.make("datalist"), { id: `numbers-${(lists += 1)}` });
    const others = Object.values(onescreen.store.incidents).filter((one) => one.number !== incident.number && one.open);
    for (const one of others) list.append(Object.assign(dom.make("option", "", [onescreen.categoryTitle(one), onescreen.placeOf(one)].filter(Boolean).join(" · ")), { value: one.number }));
    field.input.setAttribute("list", list.id);
    const box = dom.make("span", "with-list");
    box.append(field.input, list);
    const known = () => onescreen.store.incidents[field.read()] || field.read() === undefined;
    return { ...field, node: box, fault: () => (known() ? "" : say("form.no_incident", { number: field.read() })) };
  }

  /** Who shall check: those who may, as the desk knows them now. */
  function person(spec, { number }) {
    const field = onescreen.peopleField(spec.name, `/api/v1/incidents/${encodeURIComponent(number)}/checkers`);
    return { ...field, read: () => field.input.value || undefined };
  }

  /** Files from this machine; what is too large or of no type that is taken is said before it is sent. */
  function files(spec) {
    const input = Object.assign(dom.make("input"), { type: "file", accept: FILES, multiple: true, name: spec.name });
    return { node: input, input, read: () => (input.files.length ? [...input.files] : undefined), fault: () => onescreen.fileFault([...input.files]) };
  }

  function ticks(spec) {
    const node = dom.make("span", "ticks");
    for (const [code, words] of spec.options) {
      const label = dom.make("label");
      label.append(Object.assign(dom.make("input"), { type: "checkbox", value: code }), words);
      node.append(label);
    }
    const ticked = () => [...node.querySelectorAll(":checked")].map((one) => one.value);
    return { node, input: node.querySelector("input"), read: () => (ticked().length ? ticked() : undefined) };
  }

  /** How many people, each as far as is known. */
  function people() {
    const node = dom.make("span", "people");
    const inputs = HURT.map((name) => {
      const label = dom.make("label");
      const input = Object.assign(dom.make("input"), { type: "number", min: 0, name });
      label.append(input, say(`form.${name}`));
      node.append(label);
      return input;
    });
    const read = () => inputs.filter((one) => one.value !== "").map((one) => [one.name, Number(one.value)]);
    return { node, input: inputs[0], read: () => (read().length ? Object.fromEntries(read()) : undefined) };
  }

  const lines = (incident) => onescreen.logOf(incident).filter((one) => one.version).map((one) => [String(one.version), `${onescreen.moment(one.at, onescreen.cityNow())} · ${one.who} · ${one.what}`]);
  const tasks = ({ tasks: all = [] }) => all.filter((one) => one.part !== "lead").map((one) => [String(one.serial), one.department]);
  const bound = ({ assignments = [] }, action) => assignments.filter((one) => onescreen.isBound(one.state) && (!onescreen.forCarriers(action) || onescreen.carries(one.unit))).map((one) => [one.unit, `${one.unit} · ${say(`unit_state.${one.state}`)}`]);
  const categories = () => Object.entries(onescreen.page.categories).sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, title]) => [code, `${code} ${title}`]);
  const NUMBERS = new Set(["level", "sensitivity"]);

  const KINDS = {
    text: (spec) => typed(spec),
    choice: (spec) => chosen(spec, spec.options, NUMBERS.has(spec.name) ? Number : undefined),
    category: (spec) => chosen(spec, categories()),
    line: (spec, incident) => chosen(spec, lines(incident), Number),
    task: (spec, incident) => chosen(spec, tasks(incident), Number),
    unit: (spec, incident) => chosen(spec, bound(incident, spec.action)),
    hours: (spec) => typed(spec, { type: "number", min: 0.5, step: 0.5 }, (text) => Math.round(Number(text) * HOUR_S)),
    degrees: (spec, incident) => checkedDegrees(typed(spec, { inputMode: "decimal", value: incident[spec.name] ?? "" }, Number)),
    corrected,
    address: (spec, incident) => typed(spec, { value: incident.address || "" }),
    when: (spec) => when(spec),
    soon: (spec) => when(spec, HOUR_S / 6),
    incident: another, files, ticks, people, person,
  };
})();
