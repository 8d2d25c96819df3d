/* People: a list of those who may be sent, asked for when it is opened; where nobody is on duty it says so. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const { dom, say } = onescreen;

  /** What a person is called in a list: their own name if they gave one, and in which role they go. Pure. */
  onescreen.personSaid = ({ name, shown, title }, said) => `${shown ? `${shown} (${name})` : name} · ${said(title)}`;

  /** A list to choose somebody from, of those whom the API names at `address`; below it is said why there is nobody. */
  onescreen.peopleField = function (name, address) {
    const input = Object.assign(dom.make("select"), { name, required: true });
    const why = Object.assign(dom.make("span", "why"), { role: "status" });
    const box = dom.make("span", "with-list");
    box.append(input, why);
    const none = (text) => input.replaceChildren(Object.assign(dom.make("option", "", text), { value: "" }));
    none("…");
    fetch(address).then(async (answer) => {
      if (!answer.ok) throw new Error(`The people could not be read: ${answer.status}.`);
      const told = await answer.json();
      none(told.people.length ? say("form.choose") : "—");
      for (const one of told.people) input.append(Object.assign(dom.make("option", "", onescreen.personSaid(one, onescreen.title)), { value: one.name }));
      dom.text(why, told.why ? onescreen.title(told.why) : "");
    }).catch((error) => {
      console.warn(error.message);
      dom.text(why, say("form.people_unread"));
    });
    return { node: box, input };
  };
})();
