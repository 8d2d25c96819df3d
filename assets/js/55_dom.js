/* Dom: writes into the page only what changed; keeps lists of rows by key. Text is always text, never markup. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const dom = (onescreen.dom = {});
  const sizes = new WeakMap(); // container → rows that fit
  const seen = typeof ResizeObserver === "undefined" ? null : new ResizeObserver((all) => all.forEach(forget));
  const FRESH_MS = 1200;

  function forget({ target }) {
    if (sizes.has(target)) onescreen.redraw?.(true);
    sizes.delete(target);
  }

  /** The element of a name in `screens/names.py`, or null where this page has none. */
  dom.at = (name) => document.getElementById(onescreen.page.ids[name]);

  /** A new element with a look (its class) and, perhaps, a text. */
  dom.make = function (tag, look, text) {
    const node = document.createElement(tag);
    if (look) node.className = look;
    if (text !== undefined) node.textContent = text;
    return node;
  };

  /** Puts new elements into a parent and gives them back by name: {name: [tag, look]}. */
  dom.fill = function (parent, parts) {
    const made = {};
    for (const [name, [tag, look, text]] of Object.entries(parts)) {
      made[name] = dom.make(tag, look === undefined ? name : look, text);
      parent.append(made[name]);
    }
    return made;
  };

  /** Writes a text where it is not there yet. */
  dom.text = function (node, text) {
    if (node && node.textContent !== text) node.textContent = text;
  };

  /** Says yes or no to a class. */
  dom.flag = function (node, look, on) {
    if (node && node.classList.contains(look) !== Boolean(on)) node.classList.toggle(look, Boolean(on));
  };

  dom.data = function (node, name, value) {
    if (node.dataset[name] !== String(value)) node.dataset[name] = String(value);
  };

  /** Puts what `make()` gives into a holder, again only when `key` is another; a figure under the hand keeps it. */
  dom.drawn = function (holder, key, make) {
    if (holder.dataset.drawn === String(key)) return;
    holder.dataset.drawn = String(key);
    const made = make();
    const held = holder.contains(document.activeElement) && document.activeElement.dataset.figure;
    holder.replaceChildren(...(made ? [made].flat() : []));
    if (held) [...holder.querySelectorAll("[data-figure]")].find((one) => one.dataset.figure === held)?.focus();
  };

  /** Writes texts in a line, some strong, some a figure's: [{text, strong, …}]; again only when they changed. */
  dom.runs = function (node, runs) {
    dom.drawn(node, runs.map((run) => `${run.strong ? "!" : ""}${run.text}`).join("|"), () =>
      runs.map((run) => {
        const made = dom.make(run.strong ? "strong" : "span", run.look || "", run.text);
        if (run.figure) Object.assign(made, { tabIndex: 0, role: "button" }).dataset.figure = run.figure;
        return made;
      }),
    );
  };

  /** How many rows fit into a list: its height over that of its grid's rows; all of them where it says `--fits: all`. */
  dom.fits = function (list) {
    if (!sizes.has(list)) {
      const style = getComputedStyle(list);
      const row = parseFloat(style.gridAutoRows);
      seen?.observe(list);
      if (style.getPropertyValue("--fits").trim() === "all") return list.clientWidth ? 99 : 0;
      if (!list.clientHeight) return 0;
      sizes.set(list, row > 0 ? Math.floor((list.clientHeight + 1) / row) : 99);
    }
    return sizes.get(list);
  };

  /** Shows rows in the order of `keys`: `build(row, key)` gives a new row's parts, `write(parts, key, row)` fills it. */
  dom.rows = function (list, keys, build, write) {
    const rows = (list.rowsByKey = list.rowsByKey || new Map());
    const wanted = new Set(keys);
    for (const [key, { row }] of rows) {
      if (wanted.has(key)) continue;
      row.remove();
      rows.delete(key);
    }
    let before = list.firstElementChild;
    for (const key of keys) {
      const entry = rows.get(key) || added(list, rows, key, build);
      if (entry.row === before) before = before.nextElementSibling;
      else list.insertBefore(entry.row, before);
      write(entry.parts, key, entry.row);
    }
    list.wasDrawn = true;
  };

  function added(list, rows, key, build) {
    const row = dom.make("div", "row");
    const entry = { row, parts: build(row, key) };
    if (list.wasDrawn && list.dataset.quiet === undefined) {
      row.classList.add("fresh");
      setTimeout(() => row.classList.remove("fresh"), FRESH_MS);
    }
    rows.set(key, entry);
    return entry;
  }

  /** Writes the fixed words of the page: every element that carries the key of one. */
  dom.words = function (root = document) {
    for (const node of root.querySelectorAll("[data-word]")) dom.text(node, onescreen.say(node.dataset.word));
  };

  /** A sentence where a list is empty; nothing where it is not. */
  dom.emptiness = function (list, isEmpty, text) {
    dom.flag(list, "is-empty", isEmpty);
    dom.data(list, "empty", isEmpty ? text : "");
  };
})();
