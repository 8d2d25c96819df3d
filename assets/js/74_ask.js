/* Ask: how a page speaks to the API: one key for each wish, so that asking twice does nothing twice. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});

  /** A key that nobody else makes: 128 random bits. (`crypto.randomUUID` is missing on plain http.) */
  onescreen.wishKey = function () {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  /** Which seat this is: `?seat=2`, for the log; until there are accounts. */
  onescreen.seat = function () {
    const seat = new URLSearchParams(location.search).get("seat") || "1";
    return onescreen.say("strip.seat", { seat: seat.slice(0, 12) });
  };

  /** Sends one wish as JSON; gives the answer, or throws an error that says what is so and what is possible. */
  onescreen.post = async function (address, body) {
    const headers = { "Content-Type": "application/json", "Idempotency-Key": onescreen.wishKey() };
    const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) }).catch(() => null);
    if (!answer) throw new Error(onescreen.say("actions.unreachable"));
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(onescreen.refusalText(told, answer.status, address.split("/").pop()));
    return told;
  };

  /** One action on an incident. */
  onescreen.ask = function (number, action, { version, unit, note } = {}) {
    const address = `/api/v1/incidents/${encodeURIComponent(number)}/actions/${encodeURIComponent(action)}`;
    return onescreen.post(address, { version, unit, note, by: onescreen.seat() });
  };

  /** The server's own words in the page's language, what is unmet, and what is possible instead. */
  onescreen.refusalText = function (told, status, refused = "") {
    const { error = {} } = told;
    const own = onescreen.title(error.words) || error.message || onescreen.say("actions.refused", { status });
    const unmet = (error.unmet || []).map((one) => onescreen.title(one.words)).filter((text) => text && !own.includes(text));
    const possible = (error.possible || []).filter((action) => action !== refused).map(onescreen.moveTitle);
    const instead = possible.length ? [onescreen.say("actions.possible", { actions: possible.join(onescreen.say("sentence.comma")) })] : [];
    return [own, ...unmet, ...instead].join(" ");
  };
})();
