/* Sheet: what one shift hands over to the next, under headings: who takes over ticks what is urgent and the shift's own
 * words line by line, the rest a heading at a time once it was read.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const { dom, say } = onescreen;
  const ONE_BY_ONE = ["urgent", "own"];
  const HEAD = "head-";

  /** The rows of a sheet in their order: before the first line of each group its heading. Pure. */
  onescreen.sheetKeys = function (lines) {
    const keys = [];
    lines.forEach((one, nth) => {
      if (one.group !== lines[nth - 1]?.group) keys.push(`${HEAD}${one.group}`);
      keys.push(String(one.nth));
    });
    return keys;
  };

  /** The lines that one press on a heading ticks: none where each wants a press of its own. Pure. */
  onescreen.tickedTogether = (lines, group) =>
    ONE_BY_ONE.includes(group) ? [] : lines.filter((one) => one.group === group && !one.by).map((one) => one.nth);

  /** Draws the sheet; `hand` says whether this viewer `takes` over, is `busy`, and how to `tick` lines. */
  onescreen.drawSheet = function (lines, hand) {
    const list = dom.at("office_lines");
    list.hand = hand;
    list.lines = lines;
    const build = (row, key) => (key.startsWith(HEAD) ? buildHead(list, row, key.slice(HEAD.length)) : buildLine(list, row, Number(key)));
    dom.rows(list, onescreen.sheetKeys(lines), build, (parts, key, row) => {
      if (parts.title) writeHead(list, parts, key.slice(HEAD.length));
      else writeLine(list, parts, lines[Number(key) - 1], row);
    });
    dom.emptiness(list, !lines.length, say("office.no_sheet"));
  };

  function buildHead(list, row, group) {
    row.classList.add("office-heading");
    const parts = dom.fill(row, { title: ["div"], all: ["button", "act small"] });
    parts.all.type = "button";
    parts.all.addEventListener("click", () => list.hand.tick(onescreen.tickedTogether(list.lines, group)));
    return parts;
  }

  function writeHead(list, parts, group) {
    const mine = list.lines.filter((one) => one.group === group);
    const [open, together] = [mine.filter((one) => !one.by).length, onescreen.tickedTogether(list.lines, group).length];
    dom.text(parts.title, say("office.group", { group: say(`office.group_${group}`), done: mine.length - open, n: mine.length }));
    dom.text(parts.all, say("office.tick_all", { n: together }));
    dom.flag(parts.all, "hidden", together < 2 || !list.hand.takes);
    parts.all.disabled = list.hand.busy;
  }

  function buildLine(list, row, nth) {
    row.classList.add("office-line");
    const parts = dom.fill(row, { box: ["i"], words: ["div", "words"], by: ["div", "note"], tick: ["button", "act small", say("office.tick")] });
    Object.assign(parts, dom.fill(parts.words, { what: ["div", "what"], more: ["div", "more"] }));
    parts.tick.type = "button";
    parts.tick.addEventListener("click", () => list.hand.tick([nth]));
    return parts;
  }

  function writeLine(list, parts, one, row) {
    dom.flag(row, "met", one.by);
    dom.text(parts.what, onescreen.title(one.words));
    dom.text(parts.more, one.more.zh ? onescreen.title(one.more) : "");
    dom.text(parts.by, one.by);
    dom.flag(parts.tick, "hidden", one.by || !list.hand.takes);
    parts.tick.disabled = list.hand.busy;
  }
})();
