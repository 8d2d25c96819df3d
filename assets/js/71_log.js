/* Log: who did what to the chosen incident, and what else the desk tells of it; it is read anew with every version. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const KEPT = 50;
  const known = { number: null, version: -1, asked: "", rows: null, told: null };

  /** What is written down about an incident, [{at, who, what}], the newest first; until it is read, what its times tell. */
  onescreen.logOf = function (incident) {
    const wanted = `${incident.number} ${incident.version}`;
    if (known.asked !== wanted) ask(incident, wanted);
    return known.number === incident.number && known.rows ? known.rows : onescreen.movesOf(incident);
  };

  /** What was done last to an incident, {time, who, what}, or null where it cannot be read. */
  onescreen.lastMove = async function (number) {
    const rows = await read(number).catch(() => []);
    return rows.length ? { ...rows[0], time: onescreen.moment(rows[0].at, onescreen.cityNow()) } : null;
  };

  /** The incident with its words in clear, as far as its viewer may read them; the picture that goes to walls masks them. */
  onescreen.inClear = function (incident) {
    if (known.number !== incident.number || !known.told) return incident;
    return { ...incident, detail: known.told.detail, detail_en: known.told.detail_en };
  };

  /** What the desk told this viewer of the incident, as `GET /incidents/{number}`; null until it is read as it stands. */
  onescreen.fileOf = (incident) => (known.number === incident.number && known.told?.state === incident.state ? known.told : null);

  const others = new Map(); // number → {version, rows}, of incidents that are not on the card
  let reading = false;

  /** Who did what an incident's times tell of, by when it was: the picture does not say, for it goes to walls, too. */
  onescreen.whoAt = function ({ number, version }, at) {
    const told = others.get(number);
    if (told?.version !== version && !reading) readOther(number, version);
    return told?.rows.find((row) => row.at === at)?.who || "";
  };

  /** Reads one log at a time; one that cannot be read is not asked for again before it is another. */
  async function readOther(number, version) {
    reading = true;
    const rows = await read(number).catch(() => []);
    others.delete(number);
    others.set(number, { version, rows });
    if (others.size > KEPT) others.delete(others.keys().next().value);
    reading = false;
    onescreen.redraw();
  }

  async function read(number) {
    return (await readAll(number)).rows;
  }

  /** The version to act upon after files were attached here to what was seen at `version`; the same where more happened. */
  onescreen.afterFiles = async function (number, version) {
    const { rows, told } = await readAll(number);
    return rows.every((one) => one.version <= version || one.action === "attach") ? told.version : version;
  };

  async function readAll(number) {
    const answer = await fetch(`/api/v1/incidents/${encodeURIComponent(number)}`);
    if (!answer.ok) throw new Error(`The log could not be read: ${answer.status}.`);
    const { log, ...told } = await answer.json();
    return { rows: log.map((one) => rowOf(one, told)).reverse(), told };
  }

  async function ask({ number, version }, wanted) {
    known.asked = wanted;
    try {
      const told = await readAll(number);
      if (known.asked === wanted) Object.assign(known, { number, version, ...told });
    } catch (error) {
      console.warn(error.message);
    }
    onescreen.redraw();
  }

  /** What a line says beside its title: how much was asked for and why, how much was approved, how it was made safe. */
  onescreen.toldOf = function ({ action, at, details = {} }, { requests = [] }, now) {
    const { page, amountAsked } = onescreen;
    const [verb, kind] = [action.split("_")[0], action.slice(action.indexOf("_") + 1)];
    if (action === "make_safe") return [page.forms?.make_safe?.find((one) => one.name === "kind")?.options.find(([code]) => code === details.kind)?.[1] ?? details.kind];
    if (verb === "ask" && page.requests?.[kind]) {
      const { add_s, until, reason } = details;
      return [amountAsked({ add_s: add_s === undefined ? null : Number(add_s), until }, now), page.requests[kind].reasons[reason] ?? reason];
    }
    const asked = verb === "approve" && requests.findLast((one) => one.kind === kind && Date.parse(one.requested_at) <= Date.parse(at));
    return asked ? [amountAsked(asked, now)] : [];
  };

  /** One line; where accounts are asked for, `by` carries the one behind a name that was given, in brackets. */
  function rowOf({ at, by, action, unit, note, note_en, version, details }, told) {
    const who = onescreen.originTitle(onescreen.isKnown() ? by : by.replace(/ \(\w+\)$/, ""));
    const title = onescreen.moveTitle(action);
    const words = [unit && unit !== by ? `${title} ${unit}` : title, details?.checker, ...onescreen.toldOf({ action, at, details }, told, onescreen.cityNow()), action === "receive" ? "" : onescreen.written(note, note_en)];
    return { at: Date.parse(at), who, what: words.filter(Boolean).join(" · "), action, version };
  }
})();
