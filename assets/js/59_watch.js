/* Watch: a desk tells the server whether its page is in sight: behind another window nobody sees an alarm. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});

  /** Makes what tells, again whenever it is another or the link is new: `say(word, said)`; `look()` gives what is so. Pure. */
  onescreen.makeWatch = function (say, look) {
    let told = "";
    return function ({ connected }) {
      const said = look();
      const key = connected ? JSON.stringify(said) : "";
      if (key && key !== told) say("watch", said);
      told = key;
    };
  };

  if (typeof document === "undefined") return;
  const watch = onescreen.makeWatch((word, said) => onescreen.sayToServer(word, said), () => ({ console: onescreen.consoleName(), hidden: document.hidden }));
  const tell = () => onescreen.page.screen === "duty" && watch(onescreen.store.link);
  onescreen.on("link", tell);
  document.addEventListener("visibilitychange", tell);
})();
