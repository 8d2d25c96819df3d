/* Fit: the units as they should be offered for a category of incident. Pure but for the page's facts. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});

  /** The kinds of units that fit a category; none where nothing is known of it. */
  onescreen.fittingKinds = (code) => onescreen.page.category_units[code] || [];

  /** Those of a fitting kind first, then the nearest; each knows whether it `fits`. */
  onescreen.byFit = function (units, kinds) {
    const far = (one) => one.distance_m ?? Infinity;
    return units
      .map((one) => ({ ...one, fits: kinds.includes(one.kind) }))
      .sort((a, b) => b.fits - a.fits || (far(a) === far(b) ? 0 : far(a) - far(b)));
  };
})();
