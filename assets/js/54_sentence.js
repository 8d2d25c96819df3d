/* Sentence: how the city is, in words that follow from the figures. Pure but for the page's words.
 *
 * "{n} of {m} domains are within their limits. {Domain} is outside its limits: {indicator} {value}, normal {band}; …"
 * A domain is judged by its score, as everywhere; indicators out of band in domains that are not come last. At most two
 * domains with two indicators each, the worst first. Never an adjective that is not computed.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const AT_MOST = 2; // sources that are named

  /** How much may be said, from all of it to what matters most: how many domains, indicators of each, and others. */
  onescreen.SENTENCE_ROOMS = Object.freeze([
    { domains: 2, each: 2, others: 2 }, { domains: 2, each: 2, others: 0 }, { domains: 2, each: 1, others: 1 },
    { domains: 2, each: 1, others: 0 }, { domains: 1, each: 1, others: 0 },
  ]);

  /** The sentence as runs [{text, strong, figure}], from the page, the measures, sources and incidents. */
  onescreen.sentence = function (page, measures, sources, incidents, now, room = onescreen.SENTENCE_ROOMS[0]) {
    const domains = byDomain(page, measures);
    if (!domains.length) return [{ text: onescreen.say("sentence.nothing") }];
    const out = domains.filter((one) => one.level !== null);
    const unknown = domains.filter((one) => !one.known);
    const runs = out.length ? outside(domains, out, unknown, room) : inside(domains, unknown, incidents, now);
    const others = domains.filter((one) => one.level === null).flatMap((one) => one.members);
    return [...runs, ...elsewhere(others, room.others), ...unknowns(unknown), ...notCurrent(sources, now)];
  };

  /** [{domain, known, level, members: [{figure, facts, measure}]}], the worst domain first; `members` are out of band. */
  function byDomain(page, measures) {
    const all = [...domainsOf(page.catalogue, measures).values()].map((one) => judged(one, page, measures));
    return all.map((one, i) => [one, i]).sort(([a, i], [b, j]) => (a.level ?? 9) - (b.level ?? 9) || i - j).map(([one]) => one);
  }

  /** A domain by its score, unknown where that is; before the first score by its worst member. A score without a culprit
   * speaks for itself. */
  function judged(row, page, measures) {
    const score = onescreen.domainMeasure(measures, page, row.domain);
    if (!score || score.error) return { ...row, level: row.worst };
    if (!Number.isFinite(onescreen.cityValue(score))) return { ...row, known: false, level: null };
    const level = onescreen.levelOf(onescreen.cityValue(score, "band"));
    const facts = { ...onescreen.domainFacts(page, row.domain), title: onescreen.say("sentence.score") };
    const itself = level === null || row.members.length ? [] : [{ figure: onescreen.figureKey(page.health, 0, row.domain), facts, measure: score }];
    return { ...row, known: true, level, members: [...row.members, ...itself] };
  }

  function domainsOf(catalogue, measures) {
    const domains = new Map();
    for (const name of onescreen.orderedMeasures(catalogue, measures)) {
      const { domain, composite } = catalogue[name];
      if (composite) continue; // what is composed of the others is no domain
      if (!domains.has(domain)) domains.set(domain, { domain, known: false, worst: null, members: [] });
      const row = domains.get(domain);
      const measure = measures[name];
      const band = measure && !measure.error ? onescreen.cityValue(measure, "band") : -1;
      if (band >= 0) row.known = true;
      const level = onescreen.levelOf(band);
      if (level === null) continue;
      row.worst = Math.min(row.worst ?? level, level);
      row.members.push({ figure: onescreen.figureKey(name), facts: catalogue[name], measure });
    }
    return domains;
  }

  function inside(domains, unknown, incidents, now) {
    const known = domains.length - unknown.length;
    if (!known) return [];
    const overdue = onescreen.countLevels(incidents, now).overdue;
    const first = unknown.length ? "sentence.normal_known" : "sentence.all_normal";
    const head = capital(onescreen.say(first, { n: known, count: inWords(known) }));
    const tail = overdue ? onescreen.say("sentence.overdue", { n: overdue }) : onescreen.say("sentence.nothing_overdue");
    return [{ text: head + tail }];
  }

  function outside(domains, out, unknown, room) {
    const normal = domains.length - out.length - unknown.length;
    const values = { n: normal, count: inWords(normal), all: inWords(domains.length) };
    const known = { n: out.length, count: inWords(out.length) };
    const head = normal > 0 ? onescreen.say("sentence.some_normal", values) : onescreen.say("sentence.none_normal", known);
    const runs = [{ text: capital(head) }];
    for (const { domain, members } of out.slice(0, room.domains)) {
      runs.push({ text: onescreen.say(`domain.${domain}`), strong: true });
      runs.push({ text: onescreen.say("sentence.outside") });
      members.slice(0, room.each).forEach((one, i) => runs.push(...clause(one, i)));
      runs.push({ text: onescreen.say("sentence.stop") });
    }
    if (out.length > room.domains) runs.push({ text: onescreen.say("sentence.more", { n: out.length - room.domains }) });
    return runs;
  }

  /** What is out of band in domains that are not: the worst by name, the rest counted. */
  function elsewhere(members, most) {
    const named = members.slice(0, most);
    const rest = members.length - named.length;
    if (!named.length) return rest ? [{ text: onescreen.say("sentence.others", { n: rest }) }] : [];
    const more = rest ? onescreen.say("sentence.and") + onescreen.say("sentence.others_more", { n: rest }) : "";
    return [{ text: onescreen.say("sentence.elsewhere") }, ...named.flatMap(clause), { text: more + onescreen.say("sentence.stop") }];
  }

  function clause({ figure, facts, measure }, i) {
    const value = onescreen.amount(onescreen.cityValue(measure), facts.digits, facts.unit);
    const said = [onescreen.bandReason(measure, facts), onescreen.normalOrTarget(measure, facts)];
    const beside = said.filter(Boolean).join(onescreen.say("sentence.also"));
    return [
      { text: i ? onescreen.say("sentence.and") : "" },
      { text: onescreen.say("sentence.clause", { title: facts.title, value, beside }), figure },
    ];
  }

  function unknowns(unknown) {
    if (!unknown.length) return [];
    if (unknown.length > 2) return [{ text: onescreen.say("sentence.many_unknown", { n: inWords(unknown.length) }) }];
    const titles = unknown.map((one) => onescreen.say(`domain.${one.domain}`)).join(onescreen.say("sentence.comma"));
    return [{ text: onescreen.say("sentence.unknown", { n: unknown.length, domains: titles }) }];
  }

  /** "As of 17:41; water level is not current." for the sources that are stale. */
  function notCurrent(sources, now) {
    const stale = Object.values(sources).filter((one) => onescreen.sourceState(one, now) === "stale");
    if (!stale.length) return [];
    const oldest = Math.min(...stale.map((one) => (onescreen.promises(one) ? one.newest_at : one.read_at)));
    const titles = stale.slice(0, AT_MOST).map((one) => onescreen.title(one.title));
    const values = {
      time: onescreen.moment(oldest, now), sources: titles.join(onescreen.say("sentence.comma")), n: stale.length,
    };
    return [{ text: onescreen.say("sentence.not_current", values) }];
  }

  /** Six, seven …: small numbers in words where the language does so. */
  function inWords(n) {
    const said = onescreen.sayOr("number.words", "").split(" ");
    return said.length > n && n >= 0 ? said[n] : onescreen.number(n);
  }

  function capital(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
  }
})();
