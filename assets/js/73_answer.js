/* Answer: what was said last about the chosen incident, the form that an action asks for, and the line at the foot. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom } = onescreen;
  const REFUSED_MS = 15e3; // so long a refusal stays to be read, unless something else is done before
  const MOST = 50;
  const said = new Map(); // number → {text, refused, at}
  let asking = ""; // what is asked for just now

  onescreen.part(["incidents"], ({ store }) => {
    const incident = store.incidents[onescreen.desk?.chosen];
    if (dom.at("card_answer") && incident && !asking) write(incident.number);
  });

  function write(number) {
    const place = dom.at("card_answer");
    const told = said.get(number);
    if (told?.refused && performance.now() - told.at > REFUSED_MS) return forget(number);
    dom.drawn(place, `said ${told ? told.text : ""}`, () => (told ? dom.make("span", "", told.text) : null));
    dom.flag(place, "refused", told && told.refused);
    if (!told?.refused || told.shown) return;
    told.shown = true;
    place.scrollIntoView({ block: "nearest" }); // below many units it would not be seen
  }

  /** Takes a refusal back: it has been read, or something else was done since. */
  function forget(number) {
    const told = said.get(number);
    said.delete(number);
    const line = dom.at("command_says");
    if (line.textContent === `${number} · ${told.text}`) dom.text(line, "");
    write(number);
  }

  /** Says something in the line at the foot, about the chosen incident or about none. */
  onescreen.tellDesk = (text) => dom.text(dom.at("command_says"), text);

  /** Says on the card and at the foot what became of a wish. */
  onescreen.tellAnswer = function (number, text, { refused = false } = {}) {
    said.delete(number);
    said.set(number, { text, refused, at: performance.now() });
    onescreen.tellDesk(`${number} · ${text}`);
    if (said.size > MOST) said.delete(said.keys().next().value);
  };

  /** Asks for something in the place of the answer: `make(stop)` gives the form, `stop` takes it away. */
  onescreen.askIn = function (key, make) {
    asking = key;
    dom.flag(dom.at("card_answer"), "refused", false);
    dom.drawn(dom.at("card_answer"), key, () => make(stopAsking));
    dom.at("card_answer").scrollIntoView({ block: "nearest" });
  };

  function stopAsking() {
    asking = "";
    onescreen.redraw();
  }

  onescreen.on("chosen", () => {
    for (const [number, told] of said) if (told.refused) said.delete(number);
    stopAsking();
  });
})();
