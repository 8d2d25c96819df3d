/* Suggest: what may be meant while somebody types an address. Pure: asks late, and keeps only the newest answer. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const PAUSE_MS = 180; // of a hand that thinks; between two letters there is less
  const HAN = /[\u3400-\u9fff]/;

  /** Whether a text is long enough to be asked for: one Chinese sign, or two letters. */
  onescreen.worthAsking = (text) => text.trim().length >= (HAN.test(text) ? 1 : 2);

  /** Which option is next, of so many, when a key is pressed; after the last comes the first. -1 is none yet. */
  onescreen.nextOption = function (active, key, count) {
    if (key === "ArrowDown") return (active + 1) % count;
    return active > 0 ? active - 1 : count - 1;
  };

  /** What is said of one finding: its name, where that is, and how exactly it is known. */
  onescreen.suggestion = function ({ title, address, exactness, numbers, why, lon, lat }, notes) {
    const note = why ? onescreen.title(why) : numbers ? notes.numbers(...numbers) : notes[exactness] || "";
    return { title: onescreen.title(title), where: onescreen.title(address), note, lon, lat };
  };

  /**
   * Asks `ask(text)` when the hand pauses, and hands `heard(found)` the newest answer; older ones that come later are
   * dropped, and so is one that comes after `still()`. A question that fails finds nothing: hands can type on.
   */
  onescreen.makeAsker = function (ask, heard, { later = setTimeout, never = clearTimeout } = {}) {
    let asked = 0;
    let timer = null;

    async function now(text, number) {
      const found = await ask(text).catch(() => []);
      if (number === asked) heard(found);
    }

    const still = () => {
      asked += 1;
      never(timer);
    };
    return {
      still,
      type(text) {
        still();
        if (!onescreen.worthAsking(text)) return void heard([]);
        const number = asked;
        timer = later(() => now(text.trim(), number), PAUSE_MS);
      },
    };
  };
})();
