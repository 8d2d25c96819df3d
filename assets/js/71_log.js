/* Log: who did what to the chosen incident, as the desk wrote it down; it is read anew with every version. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const known = { number: null, version: -1, asked: "", rows: null };

  /** What is written down about an incident, [{at, who, what}], the newest first; until it is read, what its times tell. */
  onescreen.logOf = function (incident) {
    const wanted = `${incident.number} ${incident.version}`;
    if (known.asked !== wanted) ask(incident, wanted);
    return known.number === incident.number && known.rows ? known.rows : onescreen.movesOf(incident);
  };

  async function ask({ number, version }, wanted) {
    known.asked = wanted;
    try {
      const answer = await fetch(`/api/v1/incidents/${encodeURIComponent(number)}`);
      if (!answer.ok) throw new Error(`The log could not be read: ${answer.status}.`);
      const { log } = await answer.json();
      if (known.asked === wanted) Object.assign(known, { number, version, rows: log.map(rowOf).reverse() });
    } catch (error) {
      console.warn(error.message);
    }
    onescreen.redraw();
  }

  /** One line; `by` carries its right in brackets, which only machines need. */
  function rowOf({ at, by, action, unit, note }) {
    const who = onescreen.originTitle(by.replace(/ \(\w+\)$/, ""));
    const title = onescreen.moveTitle(action);
    const words = [unit && unit !== by ? `${title} ${unit}` : title, action === "receive" ? "" : note];
    return { at: Date.parse(at), who, what: words.filter(Boolean).join(" · ") };
  }
})();
