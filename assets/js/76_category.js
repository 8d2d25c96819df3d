/* Category: the list of categories, narrowed by what is typed beside it: a code, or a piece of its name in either language. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const { dom, say } = onescreen;

  /** The codes of the categories that fit every word of a text, by code; all of them for none. Pure. */
  onescreen.categoriesLike = function (text, { categories, categories_other: other }) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const said = (code) => `${code} ${categories[code]} ${other?.[code] || ""}`.toLowerCase();
    return Object.keys(categories).sort().filter((code) => words.every((one) => said(code).includes(one)));
  };

  /** Fills a list, and narrows it as somebody types into `find`: the only one that fits is taken, or on Enter the first; with nothing typed none is; `chosen` is told. */
  onescreen.narrowedBy = function (select, find, page, chosen) {
    const option = (code, text) => Object.assign(dom.make("option", "", text), { value: code });
    const fill = (codes) => {
      const first = say(codes.length ? "signal.choose" : "signal.no_such_category");
      select.replaceChildren(option("", first), ...codes.map((code) => option(code, `${code} ${page.categories[code]}`)));
    };
    fill(onescreen.categoriesLike("", page));
    find.addEventListener("input", () => {
      const codes = onescreen.categoriesLike(find.value, page);
      fill(codes);
      select.value = codes.length === 1 ? codes[0] : ""; // of several a hand chooses
      chosen();
    });
    find.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault(); // a category is looked for, not sent
      if (find.value.trim()) select.value = select.value || select.options[1]?.value || "";
      chosen();
      select.focus();
    });
    select.addEventListener("change", chosen);
  };
})();
