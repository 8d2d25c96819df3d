/* Shown: which figure is explained and which domain is open; every number that names a figure opens its card. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom } = onescreen;

  /** What is explained: the indicator, the area's place in the columns, and the companion if it is one; the worst of the
   * city until somebody asks.
   */
  const shown = (onescreen.shown = { indicator: null, area: 0, companion: "", asked: false, open: null });

  /** The key of a figure as elements carry it: "aqi_cn/3", "domain_health_index/0/traffic". */
  onescreen.figureKey = (indicator, area = 0, companion = "") => [indicator, area, companion].filter((part) => part !== "").join("/");

  /** {indicator, area, companion} of such a key. */
  onescreen.figureOf = function (key) {
    const [indicator, area = "0", companion = ""] = key.split("/");
    return { indicator, area: Number(area), companion };
  };

  /** Explains a figure, by its key. */
  onescreen.openFigure = function (key) {
    Object.assign(shown, onescreen.figureOf(key), { asked: true });
    onescreen.redraw();
  };

  /** Opens a domain, so that its own indicators show; the open one closes. */
  onescreen.toggleDomain = function (domain) {
    shown.open = shown.open === domain ? null : domain;
    onescreen.redraw(true);
  };

  /** The rows below an open domain, by key; none where it is closed. */
  onescreen.openedIn = function (domain, page, measures) {
    if (shown.open !== domain) return [];
    const own = new Set(onescreen.indicatorsOf(page.catalogue, domain));
    return onescreen.orderedMeasures(page.catalogue, measures).filter((name) => own.has(name)).map((name) => `${domain}/${name}`);
  };

  /** Lets a part of the page be clicked, or entered: `data-figure` is explained, `data-domain` opens. */
  onescreen.listens = function (place) {
    if (!place || place.listening) return;
    place.listening = true;
    place.addEventListener("click", chosen);
    place.addEventListener("keydown", (event) => {
      if (event.target.tagName === "BUTTON" || (event.key !== "Enter" && event.key !== " ")) return;
      if (chosen(event)) event.preventDefault();
    });
  };

  function chosen({ target }) {
    const figure = target.closest("[data-figure]");
    const domain = target.closest("[data-domain]");
    if (figure) onescreen.openFigure(figure.dataset.figure);
    else if (domain) onescreen.toggleDomain(domain.dataset.domain);
    return Boolean(figure || domain);
  }

  /** Esc closes the card where it covers the screen. */
  onescreen.closeFigure = function () {
    shown.asked = false;
    onescreen.redraw();
  };

  onescreen.part([], () => {
    const page = document.querySelector(".page.vitals");
    if (!page || page.escaping) return;
    page.escaping = true;
    page.addEventListener("keydown", (event) => event.key === "Escape" && shown.asked && onescreen.closeFigure());
    for (const name of ["sentence", "heat_table", "signs_rows", "signs_headline", "heat_headline", "rates_rows"]) onescreen.listens(dom.at(name));
  });
})();
