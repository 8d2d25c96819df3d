/* Beside: what stands beside a value, in words. Pure but for the page's words. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});

  /** Between what a value lies, and what that stands for: "95 % interval 77–91"; "" where it has no interval. */
  onescreen.intervalSaid = function (measure, { interval, digits }) {
    const [low, high] = ["low", "high"].map((column) => onescreen.cityValue(measure, column));
    return Number.isFinite(low) ? `${interval} ${onescreen.range(low, high, digits)}` : "";
  };
})();
