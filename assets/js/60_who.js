/* Who: whose screen this is, small, beside the rest of the strip; from a seat it leads to the page to log out at. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom } = onescreen;

  onescreen.part(["sources"], ({ page }) => {
    const place = dom.at("strip_who");
    if (!place) return;
    place.lines = place.lines || dom.fill(place, { shown: ["span"], note: ["span", "note"] });
    dom.text(place.lines.shown, page.who.shown);
    dom.text(place.lines.note, page.who.note && ` · ${page.who.note}`);
  });
})();
