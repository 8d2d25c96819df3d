/* Captions: what the urgent incidents of a map are, and where; none without its street where two could be mixed up. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const WORTH = { first: 0, second: 2 };
  const SIZE = 18;
  const MOST = { px: 260, share: 0.42 }; // the widest caption: so many pixels, and so much of the map

  /** The words beside the chips of levels Ⅰ and Ⅱ and of the chosen incident, for 36_label_place.js. */
  onescreen.captions = function (ctx, stage, view) {
    const size = onescreen.px(SIZE);
    const most = Math.min(onescreen.px(MOST.px), view.width * MOST.share);
    const { chosen } = onescreen.map;
    const isTold = ({ key, incident, inside }) => incident && !inside && (incident.level <= 2 || key === chosen);
    const wanted = stage.chips.filter(isTold);
    return wanted.map((chip) => {
      const first = chip.incident.level === 1 || chip.key === chosen;
      const text = onescreen.captionOf(chip.incident, { long: first });
      return onescreen.labelWord(ctx, {
        text, most, x: chip.at.x, y: chip.at.y, around: chip.r, forced: first, worth: first ? WORTH.first : WORTH.second,
        size: first ? size : size * 0.9, weight: 600, token: "--text",
      });
    });
  };

  /** "Structure fire": the category; when `long`, how many are on scene, and a second line that says where. */
  onescreen.captionOf = function (incident, { long }) {
    const title = onescreen.title(onescreen.page.categories[incident.category]) || incident.category;
    if (!long) return title;
    const sent = (incident.assignments || []).filter((one) => onescreen.isBound(one.state));
    const there = sent.filter((one) => !["dispatched", "en_route"].includes(one.state));
    const text = sent.length ? `${title} ${there.length}/${sent.length}` : title;
    return [text, onescreen.placeOf(incident)].filter(Boolean).join("\n");
  };
})();
