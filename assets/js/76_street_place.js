/* Street place: where the thing is that a collector reports: an address that is looked up, or where the telephone says it is.
 * A place goes as soon as another address is typed; where the telephone is stays, for the address only describes it.
 */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const DIGITS = 6;
  const ASKED = { enableHighAccuracy: true, timeout: 20e3, maximumAge: 0 };
  const place = (onescreen.streetPlace = {});

  const rounded = (degrees) => Number(degrees.toFixed(DIGITS));
  const NOWHERE = { lon: null, lat: null, accuracy_m: null };

  /** Lets the fields of the form find a place; `draft()` is what is written, `put(changes)` writes more of it. */
  place.listen = function (field, { draft, put }) {
    let missed = false;
    onescreen.suggestInto(field, dom.at("street_found"), {
      near: () => (draft().lon === null ? "" : `${draft().lon},${draft().lat}`),
      picked: ({ lon, lat }) => {
        put({ address: field.value, lon: rounded(lon), lat: rounded(lat), accuracy_m: null });
        place.tell(draft());
      },
      typed: () => {
        put({ address: field.value, ...(draft().accuracy_m === null ? NOWHERE : {}) });
        place.tell(draft());
      },
      missed: (is) => {
        if (is !== missed) place.tell(draft(), is ? say("signal.not_found") : "");
        missed = is;
      },
    });
    dom.at("street_here").addEventListener("click", () => ask({ draft, put }));
  };

  /** Says below the address where the thing is, and how exactly that is known; or first what is wrong. */
  place.tell = function ({ lon, lat, accuracy_m }, first = "") {
    const known = lon === null ? say("street.nowhere") : say(accuracy_m === null ? "street.at_address" : "street.at_here", { m: accuracy_m, lon: lon.toFixed(5), lat: lat.toFixed(5) });
    dom.text(dom.at("street_place"), [first, known].filter(Boolean).join(" "));
  };

  const where = () => new Promise((found, refused) => {
    if (!navigator.geolocation) refused({ code: 2 });
    else navigator.geolocation.getCurrentPosition(found, refused, ASKED);
  });

  async function ask({ draft, put }) {
    const button = dom.at("street_here");
    button.disabled = true;
    dom.text(dom.at("street_place"), say("street.here_asked"));
    let said;
    try {
      const here = onescreen.hereOf((await where()).coords);
      said = here.fault ? say(here.fault, { m: here.m }) : await outside(here);
      if (!said) put({ ...here, lon: rounded(here.lon), lat: rounded(here.lat) });
    } catch ({ code }) {
      said = say(onescreen.hereRefused(code, globalThis.isSecureContext));
    }
    button.disabled = false;
    place.tell(draft(), said);
  }

  /** The city's own words for a place that is not in it; "" where it is, or where nobody can be asked. */
  async function outside({ lon, lat }) {
    const answer = await fetch(`/api/v1/places/at?${new URLSearchParams({ lon, lat })}`).catch(() => null);
    const told = await answer?.json().catch(() => null);
    return answer?.status === 422 && told ? onescreen.refusalText(told, answer.status) : "";
  }
})();
