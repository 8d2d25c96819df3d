/* Letters: how long a text is before it is drawn, where it has to be cut or broken. Pure. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const WIDTHS = [[/[\u2e80-\uffff]/, 1], [/[ijl.,:;'’|!]/, 0.29], [/[frt\s()-]/, 0.41], [/[mwMW%]/, 0.92], [/[A-Z0-9]/, 0.69]];
  const ems = (letter) => WIDTHS.find(([sort]) => sort.test(letter))?.[1] ?? 0.6;

  /** How long a text is about, in ems; rather too long than too short. */
  onescreen.emsOf = (said) => [...said].reduce((sum, letter) => sum + ems(letter), 0);

  /** The same in pixels, of letters of this size. */
  onescreen.widthOf = (said, size) => onescreen.emsOf(said) * size;

  /** A title in two lines of about the same length, where it has words. */
  onescreen.inTwo = function (title) {
    const words = title.split(" ");
    const pairs = words.slice(1).map((_, i) => [words.slice(0, i + 1).join(" "), words.slice(i + 1).join(" ")]);
    const longer = (pair) => Math.max(...pair.map(onescreen.emsOf));
    return pairs.sort((one, other) => longer(one) - longer(other))[0] || [title];
  };

  /** A title cut to so many ems, with dots where it was longer. */
  onescreen.shortened = function (title, room) {
    if (onescreen.emsOf(title) <= room) return title;
    let [kept, wide] = ["", 1];
    for (const letter of title) if ((wide += ems(letter)) <= room) kept += letter;
      else break;
    return `${kept.trimEnd()}…`;
  };
})();
