/* Say: numbers, ages, durations and times as they are written on every screen. Pure but for the page's words. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const NOTHING = "—";
  const MINUTE = 60e3;
  const HOUR = 3600e3;
  const DAY = 24 * HOUR;

  /** The words under a key, whole numbers written out; of "one|many" the one that suits `values.n`. */
  onescreen.say = function (key, values = {}) {
    const written = Object.entries(values).map(([name, value]) => [name, typeof value === "number" ? onescreen.number(value) : value]);
    const forms = onescreen.word(key, Object.fromEntries(written)).split("|");
    return forms.length === 2 && values.n !== 1 ? forms[1] : forms[0];
  };

  /** A word that may be missing: `otherwise` where there is none under the key. */
  onescreen.sayOr = function (key, otherwise) {
    return onescreen.page.words[key] === undefined ? otherwise : onescreen.say(key);
  };

  /** "1,234.5", "−3", and a dash for what is not known. */
  onescreen.number = function (value, digits = 0) {
    if (value === null || value === undefined || !Number.isFinite(value)) return NOTHING;
    const plain = Math.abs(value).toFixed(digits);
    const [whole, rest] = plain.split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
    const sign = value < 0 && Number(plain) !== 0 ? "−" : "";
    return sign + grouped + (rest ? `.${rest}` : "");
  };

  /** The unit as it is written: nothing for pure numbers. */
  onescreen.unit = function (unit) {
    return unit === "1" || unit === "" || unit === undefined ? "" : onescreen.sayOr(`unit.${unit}`, unit);
  };

  /** "58.2", and "<0.001" of what is more than nothing but would be written as nothing: a chance is never 0. */
  onescreen.figure = function (value, digits = 0) {
    const least = 10 ** -digits;
    return digits > 0 && value > 0 && value < least / 2 ? `<${onescreen.number(least, digits)}` : onescreen.number(value, digits);
  };

  /** A figure of which nothing but its size is known, in three digits; up to four before the point stand without a comma,
   * as years do.
   */
  onescreen.fitted = function (value) {
    if (value === null || value === undefined || !Number.isFinite(value)) return NOTHING;
    const size = Math.abs(value);
    const decimals = Number.isInteger(value) || size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : Math.min(2 - Math.floor(Math.log10(size)), 4);
    const said = onescreen.figure(value, decimals);
    return size < 9999.5 ? said.replace(",", "") : said;
  };

  /** A figure for a place that is small: from a million on in words of its size ("10 bn"), never longer than eight signs. */
  onescreen.brief = function (value, digits = 0) {
    const size = Math.abs(value ?? NaN);
    if (!(size >= 1e6)) return onescreen.figure(value, size >= 1e4 ? 0 : digits);
    const sizes = onescreen.say("number.sizes").split(" ").map((one) => one.split("="));
    const [power, name] = sizes.filter(([exponent]) => size >= 10 ** Number(exponent)).pop();
    const short = size / 10 ** Number(power);
    const said = short < 9999.5 ? `${onescreen.fitted(short)} ${name}` : size.toExponential(1).replace("e+", "e");
    return value < 0 ? `−${said}` : said;
  };

  /** How many decimals of a value are worth a small place. */
  onescreen.finer = (value) => (Math.abs(value) >= 10 ? 0 : Math.abs(value) >= 1 ? 1 : 2);

  /** "58 min": a value with its unit. */
  onescreen.amount = (value, digits, unit) => withUnit(onescreen.figure(value, digits), value, unit);

  /** The same for a small place. */
  onescreen.briefAmount = (value, digits, unit) => withUnit(onescreen.brief(value, digits), value, unit);

  function withUnit(written, value, unit) {
    const said = onescreen.unit(unit);
    return written + (said && Number.isFinite(value) ? `\u00a0${said}` : "");
  }

  /** "46–53", "−7.8…2.3" with a minus, "0" where both ends are written alike, or a dash where the normal is not known. */
  onescreen.range = function (low, high, digits = 0) {
    if (!Number.isFinite(low) || !Number.isFinite(high)) return NOTHING;
    const [least, most] = [onescreen.number(low, digits), onescreen.number(high, digits)];
    return least === most ? least : `${least}${(least + most).includes("−") ? "…" : "–"}${most}`;
  };

  /** "≤ 40", "≥ 90": the cut between normal and attention; "P(R>1) < 0.5" where it is not the value that is judged. */
  onescreen.limit = function (facts) {
    const cut = facts.cuts && facts.cuts[0];
    if (!Number.isFinite(cut)) return NOTHING;
    const good = facts.cut_is_good === false ? ["<", ">"] : ["≤", "≥"];
    const said = `${facts.better === "higher" ? good[1] : good[0]}\u00a0${onescreen.number(cut, onescreen.decimals(cut, facts.digits))}`;
    return facts.judged_on ? `${facts.judged_on} ${said}` : said;
  };

  /** How many of `digits` decimals a cut needs. */
  onescreen.decimals = function (cut, digits) {
    let needed = 0;
    while (needed < 3 && Math.abs(cut * 10 ** needed - Math.round(cut * 10 ** needed)) > 1e-9) needed += 1;
    return Math.min(needed, Math.max(digits || 0, needed));
  };

  /** "3 s", "14 min", "2.3 h", "4 d": how long ago; a dash where nothing ever came. */
  onescreen.age = function (ms) {
    if (ms === null || ms === undefined || !Number.isFinite(ms)) return NOTHING;
    const passed = Math.max(0, ms);
    if (passed < 100e3) return `${Math.floor(passed / 1000)} s`;
    if (passed < 100 * MINUTE) return `${Math.floor(passed / MINUTE)} min`;
    if (passed < 10 * HOUR) return `${(Math.floor(passed / (HOUR / 10)) / 10).toFixed(1)} h`;
    if (passed < 2 * DAY) return `${Math.floor(passed / HOUR)} h`;
    return `${onescreen.number(Math.floor(passed / DAY))} d`;
  };

  /** "6:40" left, "+6:12" over, "3.1 d" beyond two days. */
  onescreen.left = function (ms) {
    if (ms === null || ms === undefined || !Number.isFinite(ms)) return NOTHING;
    const over = ms < 0 ? "+" : "";
    if (Math.abs(ms) >= 2 * DAY) return `${over}${(Math.abs(ms) / DAY).toFixed(1)} d`;
    return over + onescreen.duration(ms);
  };

  /** What somebody wrote, in English on an English page where that was said, too. */
  onescreen.written = (text, text_en) => (onescreen.page.lang === "en" && text_en) || text || "";

  /** The address of an incident. */
  onescreen.addressOf = ({ address, address_en }) => onescreen.written(address, address_en);

  /** What is told of an incident. */
  onescreen.detailOf = ({ detail, detail_en }) => onescreen.written(detail, detail_en);

  /** That an incident has no place, in words; "" for one on the map, and for a figure of the whole city, which needs none. */
  onescreen.placeless = ({ lon, lat, origin }) => ((Number.isFinite(lon) && Number.isFinite(lat)) || origin === "indicator" ? "" : onescreen.say("queue.no_place"));

  /** A place as a dispatcher writes it: "Intersection Of A And B" → "A / B", "800 Block of INNES AVE" → "INNES AVE 800". */
  onescreen.shortPlace = (address) => address
    .replace(/^Intersection of (.+?) and (.+)$/i, "$1 / $2")
    .replace(/^(\d+) Block of (.+)$/i, "$2 $1");

  /** An address as short as it may be beside the name of its area: without that name, a crossing as "A / B". */
  onescreen.placeOf = function (incident) {
    const address = onescreen.addressOf(incident);
    const { title, title_other } = (onescreen.page.pack.areas || []).find((one) => one.code === incident.area && one.level > 0) || {};
    for (const name of [title, title_other].filter((one) => one && address.length > one.length)) {
      if (address.startsWith(name)) return onescreen.shortPlace(address.slice(name.length).trim());
      if (address.endsWith(`, ${name}`)) return onescreen.shortPlace(address.slice(0, -name.length - 2));
    }
    return onescreen.shortPlace(address);
  };

  /** "94.2 %" of a share between 0 and 1. */
  onescreen.percent = function (share, digits = 1) {
    return Number.isFinite(share) ? `${onescreen.number(share * 100, digits)} %` : NOTHING;
  };

  const CLOCK = { hour: "2-digit", minute: "2-digit" };

  /** "17:57", with the date where it is not today's. */
  onescreen.moment = function (ms, now) {
    if (ms === null || ms === undefined) return NOTHING;
    const time = onescreen.cityTime(ms, CLOCK);
    const same = onescreen.cityTime(ms, { day: "numeric", month: "numeric", year: "numeric" });
    if (!Number.isFinite(now) || same === onescreen.cityTime(now, { day: "numeric", month: "numeric", year: "numeric" })) {
      return time;
    }
    return `${onescreen.say("date.compact", dateParts(ms, "short"))} ${time}`;
  };

  /** "1 月 5 日", "5 Jan". */
  onescreen.shortDate = function (ms) {
    return onescreen.say("date.short", dateParts(ms, "short"));
  };

  /** "1 月 5 日 周四", "Thu 5 January". */
  onescreen.longDate = function (ms) {
    return onescreen.say("date.long", dateParts(ms, "long"));
  };

  function dateParts(ms, month) {
    const part = (parts) => onescreen.cityTime(ms, parts);
    const zh = onescreen.page.lang === "zh";
    return {
      day: part({ day: "numeric" }).replace(/\D/g, ""),
      month: zh ? part({ month: "numeric" }).replace(/\D/g, "") : part({ month }),
      weekday: part({ weekday: "short" }),
      year: part({ year: "numeric" }).replace(/\D/g, ""),
    };
  }

  /** "2017 年", "2017". */
  onescreen.year = (ms) => onescreen.say("date.year", dateParts(ms, "short"));

  /** The city's midnight before `now`. */
  onescreen.midnight = function (now) {
    const two = (parts) => Number(onescreen.cityTime(now, parts).replace(/\D/g, ""));
    const [hour, minute, second] = [{ hour: "2-digit" }, { minute: "numeric" }, { second: "numeric" }].map(two);
    return Math.floor(now / 1000) * 1000 - ((hour * 60 + minute) * 60 + second) * 1000;
  };
})();
