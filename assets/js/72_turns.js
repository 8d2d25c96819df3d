/* Turns: what of all that is possible is this viewer's own to do, and whose turn the rest is. Pure but for the page's facts. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const EVERYBODY = { may: [], whose: [], title: "", told: false };

  const viewer = () => onescreen.page.viewer || { roles: [], unasked: true };
  const any = (roles) => roles.some((one) => viewer().roles.includes(one));

  /** Who may do an action in a state, and who is waited for. */
  const turnOf = (action, { state }) => {
    const turns = onescreen.page.turns || {};
    return turns[`${action} ${state}`] || turns[action] || EVERYBODY;
  };

  /** The actions that are possible and this viewer's own, by their roles and, once the desk has told it, by who they are. */
  onescreen.ownOf = function (incident) {
    const possible = incident.possible || [];
    const theirs = viewer().unasked ? possible : possible.filter((action) => any(turnOf(action, incident).may));
    const told = onescreen.fileOf?.(incident)?.possible;
    return told ? theirs.filter((action) => told.includes(action)) : theirs;
  };

  /** Whether it is this viewer's turn, who may else only write down what others said. */
  onescreen.isTurn = (action, incident) => viewer().unasked || any(turnOf(action, incident).whose);

  /** Whether this viewer writes it down for a department, and says who of it told so. */
  onescreen.writesFor = (action, incident) => !onescreen.isTurn(action, incident) && turnOf(action, incident).told;

  /** Whether what a unit does is this viewer's to say: a crew speaks for its own unit alone. */
  onescreen.speaksForUnit = (unit) => viewer().unasked || !any(["unit"]) || any(["dispatcher"]) || viewer().unit === unit;

  /** Whether the viewer is known by name, so that others can be named, too. */
  onescreen.isKnown = () => !viewer().unasked;

  /** Whether the viewer checks in another's stead alone: a chief, who neither collects nor takes calls. */
  onescreen.standsIn = () => any(["chief"]) && !any(["collector", "call_taker"]);

  /** Who is waited for, {action, who}, of the actions that lead on; null where it is the viewer's own turn. */
  onescreen.waitsFor = function (incident, leads) {
    const possible = (incident.anybodys || incident.possible || []).filter(leads);
    const own = new Set(onescreen.ownOf(incident));
    if (!possible.length || possible.some((action) => own.has(action) && onescreen.isTurn(action, incident))) return null;
    const [action] = possible;
    return { action, who: onescreen.title((onescreen.fileOf?.(incident)?.doers ?? incident.doers)?.[action]) || turnOf(action, incident).title };
  };
})();
