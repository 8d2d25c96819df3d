/* Keys: the console by keyboard; silent while a field has the focus or an input method composes. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const HELP = [["J K", "keys.row"], ["↵", "keys.open"], ["D", "keys.dispatch"], ["1–7", "keys.units"], ["N", "keys.new"], ["G", "keys.tab"], ["Esc", "keys.close"]];
  let awaitingTab = false;

  onescreen.part([], () => {
    const place = dom.at("command_keys");
    if (!place || place.made) return;
    place.made = true;
    for (const [key, word] of HELP) place.append(dom.make("kbd", "", key), dom.make("span", "", say(word)));
    document.addEventListener("keydown", pressed);
  });

  const typing = (event) => event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog");

  function pressed(event) {
    if (typing(event)) return;
    const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
    if (awaitingTab) {
      awaitingTab = false;
      return void onescreen.openTab(Number(key) - 1);
    }
    if (handled(key, event)) event.preventDefault();
  }

  function handled(key, event) {
    const onButton = event.target.closest("button, a, summary");
    if (key === "J" || key === "ArrowDown") onescreen.chooseNext(1);
    else if (key === "K" || key === "ArrowUp") onescreen.chooseNext(-1);
    else if (key === "Escape") onescreen.choose(null);
    else if (key === "N") onescreen.openSignal();
    else if (key === "G") awaitingTab = true;
    else if (/^[1-7]$/.test(key)) onescreen.tickUnit(Number(key));
    else if (key === "Enter" && !onButton) enter();
    else return byLetter(key);
    return true;
  }

  /** Enter opens the first row; on an open card it does the main action. */
  function enter() {
    const incident = onescreen.store.incidents[onescreen.desk.chosen];
    if (!incident) return void onescreen.chooseNext(0);
    const [first] = onescreen.actionsOf(incident);
    if (first) onescreen.act(first);
  }

  function byLetter(letter) {
    const incident = onescreen.store.incidents[onescreen.desk.chosen];
    if (!incident || letter.length !== 1) return false;
    const action = onescreen.actionsOf(incident).find((one) => onescreen.keyOf(one) === letter);
    if (action) onescreen.act(action);
    return Boolean(action);
  }
})();
