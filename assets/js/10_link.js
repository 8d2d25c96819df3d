/* Link: the socket that brings the picture, and the watchdog that notices when it has gone quiet.
 *
 * The last picture always stays: nothing here ever clears the store, and no reload is ever needed. A message is
 * acknowledged once it has been drawn, which is the server's leave to send the next.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const ASK_AGAIN_MS = 5000; // after a resync that brought nothing
  const BEHIND_MS = 10000; // heartbeats tell of a newer picture, and none came
  const [TOO_MANY, REFUSED_MS] = ["too_many_screens", 15000];
  const PRUNE_EVERY = 50; // writes to the Dash store; see forgetHistory

  const link = {
    socket: null,
    drawn: [], // acknowledgements that wait for the next draw
    asked_at: -Infinity,
    heard_at: null,
    current_at: null, // when we last held the newest picture that we knew of
    wants: [], // layers besides those that every screen is told of
    writes: 0,
  };

  const now = () => performance.now();

  /** Opens the socket and starts the watchdog. Called once, when the page stands. */
  onescreen.connect = function (io = globalThis.io) {
    const options = {
      transports: ["websocket"],
      auth: { screen: onescreen.page.screen },
      reconnectionDelay: 1000, // with the jitter, 0.5 s to 5 s
      reconnectionDelayMax: 5000,
      randomizationFactor: 0.5,
    };
    link.socket = io("/live", options);
    link.heard_at = link.current_at = now();
    link.socket.on("connect", () => linked(true));
    link.socket.on("disconnect", disconnected);
    link.socket.on("connect_error", refused);
    link.socket.on("snapshot", (bytes, done) => received(() => pictureOf(bytes, null), done));
    link.socket.on("portion", (bytes, done) => received(() => onescreen.mergePortion(onescreen.store, messageIn(bytes)), done));
    link.socket.on("changes", (bytes, done) => received(() => pictureOf(bytes), done));
    link.socket.on("moving", (bytes, done) => received(() => frameOf(bytes), done));
    link.socket.on("heartbeat", heartbeat);
    setInterval(watch, 1000);
  };

  const messageIn = (bytes) => JSON.parse(typeof bytes === "string" ? bytes : new TextDecoder().decode(bytes));

  function pictureOf(bytes, from) {
    const picture = messageIn(bytes);
    if (from === null) picture.from = null;
    const outcome = onescreen.merge(onescreen.store, picture);
    if (from === null) link.asked_at = -Infinity;
    if (!outcome.gap) onescreen.clock.heard(picture.at, undefined, picture.speed);
    return outcome;
  }

  function frameOf(bytes) {
    const frame = onescreen.decodeFrame(bytes, (layer) => onescreen.store.moving[layer]);
    return onescreen.mergeFrame(onescreen.store, frame);
  }

  /** Takes one message in. Whatever is wrong with it, it is acknowledged, or the server would wait for ever. */
  function received(read, done) {
    if (typeof done === "function") link.drawn.push(done);
    try {
      const outcome = read();
      if (outcome.gap) resync();
      onescreen.changed(outcome.parts);
    } catch (error) {
      console.error("A message could not be read; asking for the whole picture.", error);
      resync();
    }
    drawSoon();
  }

  const drawSoon = onescreen.oncePerFrame(() => {
    const drawn = link.drawn;
    link.drawn = [];
    tellDash(onescreen.store.v);
    onescreen.draw(onescreen.store.v);
    onescreen.nextFrame(() => drawn.forEach((done) => done()));
  });

  /** Asks for the whole picture, once, and again only when nothing came. */
  function resync() {
    if (now() - link.asked_at < ASK_AGAIN_MS || !link.socket.connected) return;
    link.asked_at = now();
    link.socket.emit("resync");
  }

  /** Asks to be told of these layers, too, now and after every new connection. */
  onescreen.want = function (layers) {
    const before = link.wants.join();
    link.wants = [...layers].sort();
    if (link.wants.join() !== before && link.socket?.connected) link.socket.emit("want", link.wants);
  };

  /** Says a word to the server, if it can be heard now. */
  onescreen.sayToServer = (word, said) => link.socket?.connected && link.socket.emit(word, said);

  function heartbeat(beat) {
    link.heard_at = now();
    onescreen.clock.heard(beat.at, beat.server_ms, onescreen.store.speed);
    const { store } = onescreen;
    store.link.last_heartbeat_ms = beat.server_ms;
    store.link.last_city_ms = beat.at;
    const still = onescreen.standstillLevel(onescreen.standsStill(store, beat));
    tell({ told_to: beat.told_to, problems: (beat.problems || []).join(), still });
    store.link.behind = store.v === null ? 0 : Math.max(0, beat.v - store.v);
    if (store.v !== null && store.link.behind === 0) link.current_at = now();
    if (now() - link.current_at > BEHIND_MS) resync();
  }

  /** Notes what is new about the link, and says so. */
  function tell(said) {
    const { link: known } = onescreen.store;
    if (Object.entries(said).every(([name, value]) => known[name] === value)) return;
    Object.assign(known, said);
    onescreen.emit("link", known);
  }

  function disconnected(reason) {
    linked(false);
    // The server closed the door itself: socket.io would not knock again.
    if (reason === "io server disconnect") setTimeout(() => link.socket.connect(), 500 + Math.random() * 4500);
  }

  /** Too many pages of this log-in are open: this one says so, and asks again, for one of them may be shut. */
  function refused({ message }) {
    if (message !== TOO_MANY) return;
    tell({ problems: message });
    setTimeout(() => link.socket.connect(), REFUSED_MS);
  }

  function linked(connected) {
    onescreen.store.link.connected = connected;
    if (connected) {
      link.asked_at = -Infinity;
      onescreen.clock.forget();
      if (link.wants.length) link.socket.emit("want", link.wants);
    }
    onescreen.emit("link", onescreen.store.link);
  }

  /** Once a second, whatever the socket says: how long is it since we knew how the city is? */
  function watch() {
    const state = onescreen.store.link;
    const since = state.behind ? Math.min(link.heard_at, link.current_at) : link.heard_at;
    state.silent_s = Math.max(0, (now() - since) / 1000);
    tell({ level: onescreen.linkLevel(state.silent_s) });
  }

  /** Writes the version into the Dash store, once Dash has built the page; before that a write would be lost. */
  function tellDash(version) {
    const id = onescreen.page.ids.picture_version;
    const stores = globalThis.dash_stores || [];
    if (!stores.some((one) => isWired(one.getState(), id))) return;
    // React may still be putting up what Dash has just laid out, so the first few times everything is drawn.
    if (link.writes < 3) onescreen.changedAll();
    globalThis.dash_clientside.set_props(id, { data: version });
    link.writes += 1;
    if (link.writes % PRUNE_EVERY === 0) forgetHistory(stores);
  }

  /** Whether Dash knows both the place and its callback; they come separately, and a write in between fails. */
  const isWired = ({ paths, graphs }, id) => Boolean(paths?.strs?.[id] && graphs?.inputMap?.[id]);

  /** Dash keeps every write for an undo that nobody asked for; here it would only grow. */
  function forgetHistory(stores) {
    for (const one of stores) {
      const { history } = one.getState();
      if (!history) continue;
      history.past.length = 0;
      history.future.length = 0;
    }
  }

  function start() {
    if (!globalThis.io || !document.getElementById("onescreen-page")) return;
    if (onescreen.page.at) onescreen.clock.heard(onescreen.page.at);
    onescreen.startClock();
    onescreen.connect();
  }

  if (typeof document !== "undefined") {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
    else start();
  }
})();
