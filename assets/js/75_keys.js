/* Keys: the console by keyboard; silent while a field has the focus or an input method composes. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const HELP = [["J K", "keys.row"], ["↵", "keys.open"], ["D", "keys.dispatch"], ["1–7", "keys.units"], ["N", "keys.new"], ["G", "keys.tab"], ["Esc", "keys.close"], ["F R A E S V X C B U", "keys.letters"], ["M", "keys.more"]];
  const MOVING = new Set(["J", "K", "ArrowDown", "ArrowUp"]); // what may be held down
  const TEXT = "textarea, select, dialog, input:not([type=checkbox]):not([type=radio])";
  let awaitingTab = false;

  onescreen.part([], () => {
    const place = dom.at("command_keys");
    if (!place || place.made) return;
    place.made = true;
    for (const [key, word] of HELP) place.append(dom.make("kbd", "", key), dom.make("span", "", say(word)));
    document.addEventListener("keydown", pressed);
  });

  const COMPOSING = 229; // what some browsers give for every key of an input method, `isComposing` or not
  const composing = (event) => event.isComposing || event.keyCode === COMPOSING;
  const typing = (event) => composing(event) || event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TEXT) || document.querySelector("dialog[open]"); // a dialog closes itself on Esc

  function pressed(event) {
    if (typing(event)) return;
    const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
    if (event.repeat && !MOVING.has(key)) {
      if (key === "Enter" || key === " ") event.preventDefault(); // else a button is pressed again and again
      return;
    }
    if (awaitingTab) {
      awaitingTab = false;
      return void onescreen.openTab(Number(key) - 1);
    }
    if (handled(key, event)) event.preventDefault();
  }

  function handled(key, event) {
    const onButton = event.target.closest("button, a, summary, input, [role=option]");
    if (key === "J" || key === "ArrowDown") onescreen.chooseNext(1);
    else if (key === "K" || key === "ArrowUp") onescreen.chooseNext(-1);
    else if (key === "Escape") escape();
    else if (key === "N") onescreen.openSignal();
    else if (key === "G") awaitingTab = true;
    else if (key === "M" && onescreen.desk.chosen) onescreen.toggleMore();
    else if (/^[1-7]$/.test(key)) onescreen.tickUnit(Number(key));
    else if (key === "Enter" && !onButton) enter();
    else return byLetter(key);
    return true;
  }

  /** Esc closes what is open: the layers' box, else the card; where nothing is, the map shows the whole city. */
  function escape() {
    const box = dom.at("map_layers")?.querySelector("details[open]");
    if (!box && onescreen.inbox?.chosen) return void onescreen.chooseSignal(null);
    if (!box) return void (onescreen.desk.chosen ? onescreen.choose(null) : onescreen.map?.home());
    box.open = false;
    document.activeElement?.blur();
  }

  /** Enter opens the first row; on an open card it does the main action, but sends nobody by mistake. */
  function enter() {
    const incident = onescreen.store.incidents[onescreen.desk.chosen];
    if (!incident) return void onescreen.chooseNext(0);
    const main = onescreen.mainAction(incident);
    if (main === "dispatch" && !onescreen.tickedUnits().length && !onescreen.underWay(incident)) onescreen.tellDesk(say("keys.tick_first"));
    else if (main) onescreen.act(main);
    else onescreen.tellDesk(`${incident.number} · ${onescreen.possibleNow(incident)}`);
  }

  function byLetter(letter) {
    if (!onescreen.isActionKey(letter)) return false;
    const incident = onescreen.store.incidents[onescreen.desk.chosen];
    const action = incident && onescreen.actionsOf(incident).find((one) => onescreen.keyOf(one) === letter);
    if (action) onescreen.act(action);
    else if (!incident) onescreen.tellDesk(say("keys.none_chosen"));
    else onescreen.tellDesk(`${incident.number} · ${onescreen.underWay(incident) || onescreen.othersTurn(letter, incident) || onescreen.possibleNow(incident)}`);
    return true;
  }
})();
