/* Time: what the server's clock says, and the city's, which may run faster.
 *
 * Both are told by heartbeats. A heartbeat that was long on its way makes the server look slow, never fast, so the
 * largest of the last few offsets is nearest to the truth. Elapsed time comes from a clock that nobody can set.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const REMEMBERED = 15; // offsets; at a heartbeat every 2 s, half a minute
  const JUMP_MS = 5000;

  /** A clock that is told (`heard`) and asked (`server`, `city`, in ms since the epoch); null before the first word. */
  onescreen.makeClock = function (elapsed_ms) {
    let offsets = [];
    let anew = false; // the next heartbeat starts a new list of offsets
    let anchor = null; // {city, server, speed}: what both clocks said at one moment, and the speed since

    const server = () => (offsets.length ? elapsed_ms() + Math.max(...offsets) : null);
    const city = () => (anchor === null ? null : anchor.city + (now() - anchor.server) * anchor.speed);
    const speed = () => (anchor === null ? 1 : anchor.speed);

    /** The city's time, the server's at the moment the message was made (unknown in a picture), and the speed. */
    function heard(city_ms, server_ms, at_speed = speed()) {
      if (Number.isFinite(server_ms)) {
        offsets = [...(anew ? [] : offsets), server_ms - elapsed_ms()].slice(-REMEMBERED);
        anew = false;
        anchor = { city: city_ms, server: server_ms, speed: at_speed };
      } else if (anchor === null || anchor.speed !== at_speed || jumped(city_ms, at_speed)) {
        anchor = { city: city_ms, server: now(), speed: at_speed };
      }
    }

    /** Whether a picture's time is off by more than the way of a message explains: somebody turned the clock. */
    function jumped(city_ms, at_speed) {
      return Math.abs(city_ms - city()) > JUMP_MS * Math.max(1, at_speed);
    }

    /** Perhaps another server: the offsets stay in use until its first heartbeat. */
    function forget() {
      anew = true;
    }

    return { server, city, speed, heard, forget };

    function now() {
      const known = server();
      return known === null ? elapsed_ms() : known;
    }
  };

  const clock = onescreen.makeClock(() => performance.now());
  onescreen.clock = clock;

  /** The city's time now, ms since the epoch; null before the first word from the server. */
  onescreen.cityNow = () => clock.city();

  /** The server's time now, ms since the epoch; null before the first heartbeat. */
  onescreen.serverNow = () => clock.server();

  /** "17:59:20" in the city's time zone; `parts` as for Intl.DateTimeFormat. */
  const formats = new Map();
  onescreen.cityTime = function (ms, parts = { hour: "2-digit", minute: "2-digit", second: "2-digit" }) {
    if (ms === null || ms === undefined) return "—";
    const key = JSON.stringify(parts);
    if (!formats.has(key)) {
      const timeZone = onescreen.page.pack.time_zone || "UTC";
      const locale = onescreen.page.lang === "zh" ? "zh-CN" : "en-GB";
      formats.set(key, new Intl.DateTimeFormat(locale, { ...parts, timeZone, hourCycle: "h23" }));
    }
    return formats.get(key).format(ms);
  };

  /** "2026-11-20T12:00:00": what a clock on the wall of the city shows, as fields for a date and a time want it. */
  onescreen.cityWall = function (ms) {
    const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" };
    const timeZone = onescreen.page.pack.time_zone || "UTC";
    return new Intl.DateTimeFormat("sv-SE", { ...parts, timeZone, hourCycle: "h23" }).format(ms).replace(" ", "T");
  };

  /** When a clock on the wall of the city shows that, ms; NaN for what is no time. */
  onescreen.fromCityWall = function (text) {
    const wanted = Date.parse(`${text}Z`);
    if (!Number.isFinite(wanted)) return NaN;
    const behind = (ms) => Date.parse(`${onescreen.cityWall(ms)}Z`) - ms;
    return wanted - behind(wanted - behind(wanted)); // twice: the clocks may be put forward in between
  };

  /** "0:24", "1:22:10": a duration in milliseconds, cut to whole seconds. */
  onescreen.duration = function (ms) {
    const s = Math.floor(Math.abs(ms) / 1000);
    const two = (n) => String(n).padStart(2, "0");
    const hours = Math.floor(s / 3600);
    const minutes = Math.floor(s / 60) % 60;
    return hours ? `${hours}:${two(minutes)}:${two(s % 60)}` : `${minutes}:${two(s % 60)}`;
  };

  /** Tells the listeners of "clock" the city's time, once a second, as the server's second turns. */
  function tick() {
    const city = clock.city();
    if (city !== null) onescreen.emit("clock", city);
    const known = clock.server();
    const left = 1000 - (((known === null ? Date.now() : known) % 1000) + 1000) % 1000;
    setTimeout(tick, Math.max(left, 50));
  }

  onescreen.startClock = tick;
})();
