/* Behind: what stands behind the chosen incident: who answers for it, its signals and what their reporters are owed, orders,
 * and other incidents; and the files attached to it.
 */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const say = (key, values) => onescreen.say(key, values);
  const DIGEST = /^[0-9a-f]{64}$/;
  const files = { number: null, count: -1, asked: "", all: [], refused: false };

  onescreen.part?.(["incidents"], ({ now, store }) => {
    const place = onescreen.dom.at("card_behind");
    const incident = store.incidents[onescreen.desk?.chosen];
    if (!place || !incident) return;
    const lines = onescreen.behindSaid(incident, onescreen.fileOf(incident), now);
    onescreen.dom.drawn(place, JSON.stringify(lines), () => lines.flatMap(({ title, text }) => [onescreen.dom.make("b", "", title), onescreen.dom.make("span", "", text)]));
    attached(incident);
  });

  /** What is said, [{title, text}]; without what the desk has not told yet. Pure but for the page's words. */
  onescreen.behindSaid = function (incident, told, now) {
    const lines = [];
    const add = (title, text) => text && lines.push({ title, text });
    if (told) {
      const { department, deputy, matrix } = told.responsible;
      const how = say(matrix ? "behind.by_matrix" : "behind.by_category");
      add(say("behind.responsible"), department ? `${[department, deputy].filter(Boolean).join(" · ")} (${how})` : "—");
      const owed = told.signals.filter((one) => one.reply.owed).length;
      const title = [say("behind.signals", { n: told.signals.length }), owed ? say("behind.owed_short", { n: owed }) : ""];
      if (told.signals.length) add(title.filter(Boolean).join(say("sentence.comma")), told.signals.map((one) => signalSaid(one, now)).join("; "));
      for (const one of told.supervisions.filter((each) => !each.released_at)) {
        add(onescreen.moveTitle("supervise"), [say("behind.supervised", { level: one.level, time: onescreen.moment(Date.parse(one.until), now) }), one.by, one.note].filter(Boolean).join(" · "));
      }
    }
    const related = incident.links.map((one) => `${one.number} (${say(`form.relation_${one.relation}`)})`);
    if (incident.parent) related.push(say("behind.parent", { number: incident.parent }));
    if (incident.children.length) related.push(say("behind.children", { numbers: incident.children.join(say("sentence.comma")) }));
    add(say("behind.links"), related.join("; "));
    return lines;
  };

  /** One signal, and what its reporter is owed. */
  function signalSaid({ number, origin, received_at, count, reply }, now) {
    const times = count > 1 ? `×${count}` : "";
    return [`${number} ${onescreen.originTitle(origin)}`, onescreen.moment(Date.parse(received_at), now), times, replySaid(reply, now)].filter(Boolean).join(" · ");
  }

  function replySaid(reply, now) {
    if (reply.owed) return say("behind.owed", { age: reply.owed_since ? onescreen.age(now - Date.parse(reply.owed_since)) : "—" });
    if (reply.answered_at) return say("behind.answered", { time: onescreen.moment(Date.parse(reply.answered_at), now) });
    return onescreen.title(reply.why_not_words);
  }

  /** The files of the incident: pictures small, each a link to what lies on the shelf; asked for when there is another. */
  function attached(incident) {
    const place = onescreen.dom.at("card_files");
    const wanted = `${incident.number} ${incident.evidence.length}`;
    onescreen.dom.flag(place, "none", !incident.evidence.length);
    if (!incident.evidence.length) return;
    if (files.asked !== wanted) askFiles(incident.number, wanted);
    const all = files.number === incident.number ? files.all : [];
    const named = incident.evidence.filter(({ name }) => !DIGEST.test(name)).map(({ name }) => name);
    const key = JSON.stringify([incident.number, all.map((one) => one.sha256), named, files.refused]);
    onescreen.dom.drawn(place, key, () => [
      onescreen.dom.make("b", "", say("files.title")), ...all.map((one) => link(incident.number, one)), ...named.map((name) => onescreen.dom.make("span", "", name)),
      ...(files.refused ? [onescreen.dom.make("span", "note", say("files.none_here", { n: incident.evidence.length - named.length }))] : []),
    ]);
  }

  async function askFiles(number, wanted) {
    files.asked = wanted;
    const answer = await fetch(`/api/v1/incidents/${encodeURIComponent(number)}/attachments`).catch(() => null);
    const all = answer?.ok ? (await answer.json()).attachments : [];
    if (files.asked !== wanted) return;
    Object.assign(files, { number, all, refused: answer?.status === 403 });
    onescreen.redraw();
  }

  function link(number, { sha256, media_type, name, stage, by }) {
    const address = `/api/v1/incidents/${encodeURIComponent(number)}/attachments/${sha256}`;
    const title = say("files.open", { name: name || sha256.slice(0, 12), stage: say(`form.stage_${stage}`), by });
    const node = Object.assign(onescreen.dom.make("a", "file"), { href: address, title });
    if (media_type.startsWith("image/")) node.append(Object.assign(onescreen.dom.make("img"), { src: address, alt: title, loading: "lazy" }));
    else node.textContent = name || "PDF";
    return node;
  }
})();
