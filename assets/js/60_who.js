/* Who: whose screen this is, small, beside the rest of the strip; from a seat it leads to the page to log out at. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom } = onescreen;

  onescreen.part(["sources"], ({ page }) => {
    const place = dom.at("strip_who");
    if (place) dom.text(place, [page.who.shown, page.who.note].filter(Boolean).join(" · "));
  });
})();
