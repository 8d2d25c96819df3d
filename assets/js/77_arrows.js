/* Arrows: a table of buttons walked with the arrow keys; one of them is reached with Tab, the rest from there. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  /** The place in a ragged table {row, column} after a step; it stays inside, and in as near a column as there is. Pure. */
  onescreen.stepped = function (widths, { row, column }, [down, right]) {
    const next = Math.min(Math.max(row + down, 0), widths.length - 1);
    return { row: next, column: Math.min(Math.max(column + right, 0), widths[next] - 1) };
  };

  /** Lets the buttons of a table's rows be walked. */
  onescreen.walksByArrows = function (table) {
    if (table.walked) return;
    table.walked = true;
    table.addEventListener("keydown", (event) => {
      const step = STEPS[event.key];
      const here = event.target.closest("button");
      if (!step || !here) return;
      const rows = [...table.children].map((row) => [...row.querySelectorAll("button")]).filter((row) => row.length);
      const row = rows.findIndex((buttons) => buttons.includes(here));
      const to = onescreen.stepped(rows.map((one) => one.length), { row, column: rows[row].indexOf(here) }, step);
      event.preventDefault();
      rows[to.row][to.column].focus();
    });
  };
})();
