/* Provenance: where the facts come from, what they once were, how many came and how many were turned away. */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const KINDS = ["live", "replay", "made_up"];

  onescreen.part(["sources"], ({ store, page }) => {
    const list = dom.at("provenance_rows");
    if (!list || !list.clientHeight) return;
    const lines = [...byProvenance(store), ...counts(store), note(page)].filter(Boolean);
    dom.rows(list, lines.map((_, i) => i), (row) => dom.fill(row, { text: ["span"] }), (parts, i) => {
      dom.text(parts.text, lines[i].text);
      dom.flag(parts.text.parentNode, "muted", lines[i].muted);
      dom.flag(parts.text.parentNode, "short", lines[i].short);
    });
  });

  function byProvenance(store) {
    const all = Object.values(store.sources);
    return KINDS.map((kind) => {
      const titles = all.filter((one) => one.provenance === kind).map((one) => onescreen.title(one.title));
      return titles.length ? { text: say(`provenance.${kind}`, { n: titles.length, sources: titles.join(say("sentence.comma")) }) } : null;
    });
  }

  /** Rows received and refused, with the commonest reason. */
  function counts(store) {
    const all = Object.values(store.sources);
    const facts = all.reduce((sum, one) => sum + (one.facts || 0), 0);
    const refusals = all.flatMap((one) => (one.refused || []).map((each) => ({ ...each, source: onescreen.title(one.title) })));
    const refused = refusals.reduce((sum, one) => sum + one.count, 0);
    const worst = refusals.sort((a, b) => b.count - a.count)[0];
    return [
      all.length ? { text: say("provenance.counts", { facts: onescreen.number(facts), refused: onescreen.number(refused) }), short: true } : null,
      worst ? { text: say("provenance.worst", { source: worst.source, reason: refusalReason(worst.reason), n: onescreen.number(worst.count) }), muted: true, short: true } : null,
    ];
  }

  const refusalReason = (reason) => onescreen.sayOr(`refusal.${reason}`, reason.replaceAll("_", " "));

  function note(page) {
    const told = page.pack.recording ? page.pack.recording.note : page.pack.note;
    return { text: [told, page.pack.attribution].filter(Boolean).join(" · "), muted: true };
  }
})();
