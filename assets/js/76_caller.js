/* Caller: who called, as it is written into what happened: in such words that whoever need not know reads them masked. Pure. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const HAN = /[\u3400-\u9fff]/;
  const TELEPHONE = /^(?:(?:\+?86)?1[3-9]\d{9}|0\d{9,11})$/;
  const ABROAD = /^\(?[2-9]\d{2}\)?[ .-]\d{3}[ .-]\d{4}$/;

  /** A telephone number as it is written down; "" for none, null where it is not whole. */
  onescreen.telephone = function (text) {
    const said = text.trim();
    if (!said || ABROAD.test(said)) return said;
    const digits = said.replace(/[\s().-]/g, "");
    return TELEPHONE.test(digits) ? digits : null;
  };

  /** "来电人：王小明, 13812345678", or "caller: Li Wei, 13812345678" where the record is written in English: masking knows
   * either with either name; "" where nobody said who called.
   */
  onescreen.callerSaid = function (name, telephone) {
    const known = [named(name), telephone].filter(Boolean);
    if (!known.length) return "";
    return onescreen.say("signal.called", { who: known.join(", ") });
  };

  /** The name in as many words as masking knows to be one: a Chinese one whole, another in two with capitals. */
  function named(name) {
    const words = name.trim().replace(/[，。；：,.;:*]/g, " ").split(/\s+/).filter(Boolean);
    if (HAN.test(name)) return words.join("").slice(0, 12);
    const [first, ...rest] = words.map((one) => one[0].toUpperCase() + one.slice(1));
    return [first, rest.join("-")].filter(Boolean).join(" ");
  }
})();
