/* Report facts: what a signal says, what it brought along to look at, and why it is that urgent. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const { dom, say } = onescreen;
  const MOST = 12; // lines of the log
  const PICTURE = /\.(jpe?g|png|webp)$/i;
  const OURS = /^[0-9a-f]{64}$/; // what lies on our own shelf, by its hash

  /** A part of the card of a signal, under its title. */
  onescreen.reportPart = function (title, ...lines) {
    const node = dom.make("div", "report-part");
    node.append(dom.make("b", "", title), ...lines);
    return node;
  };

  /** The parts that tell of a signal, from its words to the rules that made it urgent. */
  onescreen.signalFacts = (signal) => [words(signal), evidence(signal), level(signal), looked(signal)].filter(Boolean);

  /** Everything that was done to a signal, the newest first. */
  onescreen.signalLog = ({ log = [] }) => onescreen.reportPart(say("card.audit"), ...[...log].reverse().slice(0, MOST).map((one) => line(logLine(one))));

  const line = (text, look = "") => dom.make("p", look, text);

  function words(signal) {
    const node = dom.make("div", "report-part whole");
    node.append(...[onescreen.detailOf(signal), onescreen.addressOf(signal)].filter(Boolean).map((text) => line(text)));
    node.append(line(onescreen.title(signal.source_note), "muted"));
    return node;
  }

  function logLine({ recorded_at, by, title, looker, place, note, note_en }) {
    const time = onescreen.moment(Date.parse(recorded_at), onescreen.cityNow());
    return [time, onescreen.originTitle(by), onescreen.title(title), looker, place, onescreen.written(note, note_en)].filter(Boolean).join(" · ");
  }

  /** Who was sent to look, and that nobody can tell from here. */
  function looked({ looker, visit, state }) {
    if (!looker && !visit) return null;
    const lines = [looker ? line(say("inbox.sent", { who: looker })) : "", visit ? line(say("inbox.visit"), "muted") : ""];
    const none = !looker && state === "verify" ? [line(say("inbox.nobody_sent"), "muted")] : [];
    return onescreen.reportPart(say("inbox.looked"), ...lines.filter(Boolean), ...none);
  }

  function level(signal) {
    const why = signal.why_level.map((one) => line(onescreen.title(one)));
    return onescreen.reportPart(say("inbox.why_level"), ...(why.length ? why : [line("—", "muted")]), ...(signal.raised ? [line(say("inbox.raised"), "muted")] : []), ...sensors(signal));
  }

  /** How many sensors say so: as we know them, and by the sender's own word where that says otherwise. */
  function sensors({ sensors: known, told_sensors: told }) {
    if (known === null || known === undefined) return [];
    return [line(say("inbox.sensors", { n: known }), "muted"), ...(told && told !== known ? [line(say("inbox.told_sensors", { n: told }), "muted")] : [])];
  }

  /** How a piece of evidence can be looked at: "picture" here, "link" elsewhere, or "name" where it is no address. Pure. */
  onescreen.evidenceKind = function (text) {
    if (/^\/(?!\/)/.test(text)) return PICTURE.test(text) || OURS.test(text.split("/").pop()) ? "picture" : "link";
    return /^https?:\/\//i.test(text) ? "link" : "name";
  };

  /** Where a photo that a signal came with is read. Pure. */
  onescreen.evidenceAddress = (number, text) => (OURS.test(text) ? `/api/v1/signals/${encodeURIComponent(number)}/attachments/${text}` : text);

  function evidence({ number, evidence: named, camera, made_up }) {
    const all = named.map((text) => onescreen.evidenceAddress(number, text));
    if (!all.length && !camera) return null;
    const rows = all.map((one) => ({ picture, link, name: (text) => line(say("inbox.no_address", { name: text }), "muted") })[onescreen.evidenceKind(one)](one));
    const whose = camera ? [line(say(made_up ? "inbox.camera_made_up" : "inbox.camera", { camera }), "muted")] : [];
    return onescreen.reportPart(say("inbox.evidence"), ...whose, ...rows);
  }

  function link(address) {
    const node = dom.make("a", "", address.split("/").pop() || address);
    return Object.assign(node, { href: address, target: "_blank", rel: "noopener noreferrer", title: address });
  }

  function picture(address) {
    const node = link(address);
    node.replaceChildren(Object.assign(dom.make("img", "snapshot"), { src: address, alt: say("inbox.evidence") }));
    return node;
  }
})();
