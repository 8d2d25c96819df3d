/* Ask: how a page speaks to the API: one key for each wish until it is answered, so that asking twice does nothing twice. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const PATIENCE_MS = 12e3; // the server answers within eight seconds, whatever its record does

  /** A key that nobody else makes: 128 random bits. (`crypto.randomUUID` is missing on plain http.) */
  onescreen.wishKey = function () {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  /** The keys of what was asked and not answered. */
  const keys = () => (onescreen.openKeys = onescreen.openKeys || onescreen.makeKeys(onescreen.wishKey));

  /** Which seat this is: `?seat=2`, for the log; until there are accounts. */
  onescreen.seat = function () {
    const seat = new URLSearchParams(location.search).get("seat") || "1";
    return onescreen.say("strip.seat", { seat: seat.slice(0, 12) });
  };

  /** Sends one wish as JSON; gives the answer, or throws an error that says what is so and what is possible. */
  onescreen.post = async function (address, { body, wish = `${address} ${JSON.stringify(body)}`, version = 0, keyed = (one) => one }) {
    const key = keys().of(wish, version);
    const headers = { "Content-Type": "application/json", "Idempotency-Key": key };
    const answer = await fetched(address, { method: "POST", headers, body: JSON.stringify(keyed(body, key)) });
    if (!answer) throw refusal(onescreen.say("actions.unreachable"), "no_answer");
    const told = await answer.json().catch(() => null);
    if (answer.status < 500 && told) keys().answered(wish); // what failed on the way may have been done
    if (!answer.ok) throw refusal(onescreen.refusalText(told || {}, answer.status, address.split("/").pop()), told?.error?.code);
    if (!told) throw refusal(onescreen.say("actions.unreachable"), "no_answer");
    return told;
  };

  const refusal = (message, code) => Object.assign(new Error(message), { code });

  /** The answer, or null where none came in time. */
  async function fetched(address, options) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    try {
      return await fetch(address, { ...options, signal: patience.signal });
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  /** One action on an incident; `seen` is the version on the screen, `version` the one that must still be so, if any. */
  onescreen.ask = function (number, action, { version, seen = 0, unit, note, details } = {}) {
    const address = `/api/v1/incidents/${encodeURIComponent(number)}/actions/${encodeURIComponent(action)}`;
    const body = { version, unit, note, details };
    return onescreen.post(address, { body, wish: JSON.stringify([address, unit, note, details]), version: seen });
  };

  /** A signal from this seat; it carries its key itself. */
  onescreen.register = (body) =>
    onescreen.post("/api/v1/signals", { body: { origin: "desk", ...body }, keyed: (one, key) => ({ ...one, key }) });

  /** What was refused, in the page's language: the desk's own words, else ours for its code; then what is still
   * wanted, and what can be done instead.
   */
  onescreen.refusalText = function (told, status, refused = "") {
    const { error = {} } = told;
    const own = onescreen.title(error.words) || coded(error) || onescreen.say("actions.refused", { status });
    const unmet = (error.unmet || []).map((one) => onescreen.title(one.words)).filter((text) => text && !own.includes(text));
    const possible = (error.possible || []).filter((action) => action !== refused).map((action) => titleOf(action, error.code)).filter(Boolean);
    const instead = possible.length ? [onescreen.say("actions.possible", { actions: possible.join(onescreen.say("sentence.comma")) })] : [];
    return [own, ...unmet, ...instead].join(" ");
  };

  /** Our words for a refusal that brings none; of a field that is filled in wrong, which one. */
  function coded({ code, faults = [], message = "" }) {
    const fields = [...new Set(faults.map(({ where }) => where.split(".").pop()))].map((name) => onescreen.sayOr(`field.${name}`, name));
    if (onescreen.page.words[`refused.${code}`] === undefined) return message;
    return onescreen.say(`refused.${code}`, { fields: fields.join(onescreen.say("sentence.comma")) });
  }

  /** An action of a signal or of an incident in words, "" where it has none: no bare code is ever shown. */
  function titleOf(action, code = "") {
    const { signal_moves } = onescreen.page;
    const title = code.startsWith("signal") ? signal_moves?.[action] : onescreen.moveTitle(action);
    return title === action ? "" : title || "";
  }
})();
