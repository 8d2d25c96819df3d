/* Suggest list: the findings below a field, by keyboard and mouse; what is typed by hand always stays. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const MOST = 6;

  /** Lets a field suggest places in a list; `picked(place)` is told which one a hand chose, `near()` where it looks.
   *
   * `typed()` is called when a hand changes the text: no place that was known is the place of what is written now.
   * `missed(is)` is told whether the city knows no place of that name. Enter chooses and never sends the form.
   */
  onescreen.suggestInto = function (field, list, { picked, near, typed, missed }) {
    const held = { options: [], active: -1, none: false };
    const asker = onescreen.makeAsker((text) => (held.none ? Promise.resolve([]) : found(text, near(), held)), heard);
    const set = (node, facts) => Object.entries(facts).forEach(([name, value]) => node.setAttribute(name, value));
    set(list, { role: "listbox", "aria-label": say("signal.found") });
    set(field, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": false, "aria-controls": list.id });

    function heard(answer) {
      missed(answer.some((one) => one.missed));
      show(answer.filter((one) => !one.missed));
    }

    function show(answer) {
      const options = answer.filter((one) => !one.refusal);
      Object.assign(held, { options, active: -1 });
      list.replaceChildren(...answer.filter((one) => one.refusal).map(refused), ...options.map(line));
      mark();
    }

    const refused = ({ refusal }) => Object.assign(dom.make("div", "refusal", refusal), { role: "note" });

    function mark() {
      [...list.children].forEach((one, i) => one.setAttribute("aria-selected", i === held.active));
      field.setAttribute("aria-expanded", held.options.length > 0);
      if (held.active < 0) field.removeAttribute("aria-activedescendant");
      else field.setAttribute("aria-activedescendant", list.children[held.active].id);
    }

    function line({ title, where, note }, i) {
      const one = dom.make("div", "option");
      set(one, { role: "option", id: `${list.id}-${i}` });
      one.append(dom.make("b", "", title), dom.make("span", "", note ? `${note} · ${where}` : where));
      one.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the hand
      one.addEventListener("click", () => pick(i));
      return one;
    }

    function close() {
      asker.still();
      show([]);
    }

    function pick(i) {
      const place = held.options[i];
      close();
      field.value = place.title;
      picked(place);
    }

    field.addEventListener("input", (event) => {
      typed();
      missed(false);
      if (!event.isComposing) asker.type(field.value);
    });
    field.addEventListener("compositionend", () => asker.type(field.value));
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      if (event.isComposing) return; // what an input method is told is not for us
      if (event.key === "Enter") event.preventDefault(); // an address is looked for, not sent
      if (!held.options.length) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") held.active = onescreen.nextOption(held.active, event.key, held.options.length);
      else if (event.key === "Enter" && held.active >= 0) pick(held.active);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      mark();
    });
  };

  /** What the city finds, or why it does not; nothing where it cannot be asked. A city without an index is asked once. */
  async function found(text, near, held) {
    const asked = new URLSearchParams({ q: text.slice(0, 80), lang: onescreen.page.lang, limit: MOST });
    if (near) asked.set("near", near);
    const answer = await fetch(`/api/v1/places/search?${asked}`);
    const told = await answer.json();
    held.none = answer.status === 404;
    if (!answer.ok) return [];
    if (told.why) return [{ refusal: onescreen.title(told.why) }];
    const numbers = (low, high) => say("signal.found_numbers", { low, high });
    const notes = { near: say("signal.found_near"), street: say("signal.found_street"), numbers };
    if (!told.found.length) return [{ missed: true }];
    return told.found.map((one) => onescreen.suggestion(one, notes));
  }
})();
