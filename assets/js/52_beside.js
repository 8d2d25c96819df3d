/* Beside: what stands beside a value, in words: what is usual or its limit, why its band is none of its own, how sure it
 * is. Pure but for the page's words.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const say = (key, values) => onescreen.say(key, values);

  /** "46–53": what is usual now, in so many decimals; "" where that is not known. */
  const usual = (measure, digits) => (Number.isFinite(measure?.normal_low) ? onescreen.range(measure.normal_low, measure.normal_high, digits) : "");

  /** The same for a small place, in no more decimals than are worth one. */
  onescreen.usualBriefly = (measure, { digits }) => usual(measure, Math.min(digits, onescreen.finer(measure?.normal_high)));

  /** "normal 46–53", or "target ≤ 60" where what is usual is not known. */
  onescreen.normalOrTarget = function (measure, facts, normal = usual(measure, facts.digits)) {
    return normal ? say("signs.normal", { normal }) : say("signs.target", { target: onescreen.limit(facts) });
  };

  /** Why a figure has another band than its value: it is only held back, or something else is judged; "" where neither. */
  onescreen.bandReason = function (measure, facts) {
    if (onescreen.isRecovering(measure, facts)) return say("signs.recovering");
    const { worst, judged } = onescreen.judgedBeside(measure, facts);
    if (worst !== undefined) return say("signs.worst", { worst: onescreen.number(worst, facts.digits) });
    return judged === undefined ? "" : say("explain.judged", { value: onescreen.number(judged, facts.digits) });
  };

  /** Between what a value lies, and what that stands for: "95 % interval 77–91"; "" where it has no interval. */
  onescreen.intervalSaid = function (measure, { interval, digits }) {
    const [low, high] = ["low", "high"].map((column) => onescreen.cityValue(measure, column));
    return Number.isFinite(low) ? `${interval} ${onescreen.range(low, high, digits)}` : "";
  };
})();
