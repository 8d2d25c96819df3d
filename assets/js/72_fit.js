/* Fit: which kinds of units a category of incident asks for, and the units in that order. Pure.
 *
 * The codes are those of incidents/categories.csv; the longest beginning of a code that stands here decides.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const FIRE = ["engine", "truck", "rescue", "chief", "support"];
  const MEDICAL = ["medic", "ambulance", "private"];
  const STREETS = ["sanitation", "urban"];
  const WORKS = ["repair", "water"];
  const CITY = [...WORKS, ...STREETS]; // who mends a city; in a small one all of it is done by one crew
  const FITTING = {
    E0409: ["police"], E0455: [...FIRE, "police", ...WORKS],
    E1: [...FIRE, ...WORKS], E1005: FIRE,
    E2: [...FIRE, ...MEDICAL], E2001: FIRE, E2002: FIRE, E2005: ["police", ...MEDICAL, ...FIRE], E2006: ["police", ...MEDICAL, ...FIRE],
    E2008: FIRE, E2009: ["repair"], E2010: WORKS, E2012: ["investigation", ...FIRE],
    E3: MEDICAL, E3002: ["investigation", ...MEDICAL], E3003: ["investigation", ...MEDICAL],
    E4: ["police"], E4005: [],
    M: STREETS, M0305: CITY, M0351: ["urban", "police"], M0105: ["water", ...STREETS], M0110: CITY, M0111: CITY, M0114: ["water", ...STREETS], M0115: [...STREETS, ...FIRE],
    M0152: ["water", ...STREETS], M0505: ["police"], M0508: ["police", "urban"], M0509: ["police"],
    P: CITY, P0113: [...CITY, ...FIRE], P0209: ["police", ...CITY], P0211: ["police", ...CITY], P03: STREETS, P0402: STREETS, P0405: STREETS, P0407: STREETS,
    U04: CITY, U0403: [...FIRE, "repair"], U0407: STREETS, U0452: ["police", "repair"], U0453: ["rescue", ...STREETS], U0551: [...FIRE, "police"],
  };
  const BEGINNINGS = Object.keys(FITTING).sort((a, b) => b.length - a.length);

  /** The kinds that fit a category; none where nothing is known of it. */
  onescreen.fittingKinds = (code) => FITTING[BEGINNINGS.find((one) => String(code).startsWith(one))] || [];

  /** The units as they should be offered: those of a fitting kind first, then the nearest; each knows whether it `fits`. */
  onescreen.byFit = function (units, code) {
    const kinds = onescreen.fittingKinds(code);
    const far = (one) => one.distance_m ?? Infinity;
    return units
      .map((one) => ({ ...one, fits: kinds.includes(one.kind) }))
      .sort((a, b) => b.fits - a.fits || (far(a) === far(b) ? 0 : far(a) - far(b)));
  };
})();
