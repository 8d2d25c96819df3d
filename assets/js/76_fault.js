/* Fault: what is wrong with a report before it is sent. Pure. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});

  /** A number of degrees as it was written: null for nothing, NaN for what is none. */
  onescreen.degrees = (text) => (text === "" ? null : Number(text));

  /** What is wrong, {field: the key of a sentence}: an incident has a category, and an address or a place that is more
   * than `assumed`.
   */
  onescreen.signalFaults = function ({ category, address, lon, lat, phone = "", assumed = false }) {
    const faults = {};
    if (!category) faults.signal_category = "signal.no_category";
    if (lon === null && lat === null && !address) faults.signal_address = "signal.no_place";
    else if (assumed && !address) faults.signal_address = "signal.only_assumed";
    if (isWrong(lon, 180) || (lon === null && lat !== null)) faults.signal_lon = "signal.no_degrees";
    if (isWrong(lat, 90) || (lat === null && lon !== null)) faults.signal_lat = "signal.no_degrees";
    if (onescreen.telephone(phone) === null) faults.signal_phone = "signal.no_phone";
    return faults;
  };

  const isWrong = (degrees, most) => degrees !== null && !(Math.abs(degrees) <= most);
})();
