/* Back: on the page of one's work the address names what stands on the card, so that a telephone's own way back leads to the
 * list; where there is room for one of them only, a button does, too.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const WAY = /^#(incident|signal)\/(.+)$/;

  /** What the end of an address names, {kind, number}; null where nothing. Pure. */
  onescreen.namedBy = function (hash) {
    const [, kind, number] = WAY.exec(hash) || [];
    return kind ? { kind, number: decodeURIComponent(number) } : null;
  };

  /** The end of the address of what is chosen, "" for nothing. Pure. */
  onescreen.addressEnd = function (incident, signal) {
    if (signal) return `#signal/${encodeURIComponent(signal)}`;
    return incident ? `#incident/${encodeURIComponent(incident)}` : "";
  };

  function open(named) {
    if (named?.kind === "signal") return void onescreen.chooseSignal(named.number);
    if (onescreen.inbox.chosen) onescreen.chooseSignal(null);
    onescreen.choose(named ? named.number : null);
  }

  onescreen.part?.([], () => {
    const page = onescreen.dom.at("work");
    if (!page) return;
    if (!page.listening) listen(page);
    const end = onescreen.addressEnd(onescreen.desk.chosen, onescreen.inbox.chosen);
    onescreen.dom.flag(page, "with-card", end !== "");
    if (end === location.hash) return;
    const address = `${location.pathname}${location.search}${end}`;
    if (end && !location.hash) globalThis.history.pushState(null, "", address);
    else globalThis.history.replaceState(null, "", address);
  });

  function listen(page) {
    page.listening = true;
    onescreen.dom.at("card_back").addEventListener("click", () => open(null));
    globalThis.addEventListener("popstate", () => open(onescreen.namedBy(location.hash)));
    if (location.hash) open(onescreen.namedBy(location.hash));
  }
})();
