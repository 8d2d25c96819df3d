/* Street photos: one to five pictures of what is reported; each goes to the shelf as soon as it is chosen, so that a page that
 * is loaded again still has it. One that did not get there says why, and is sent again by a press.
 */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;
  const ADDRESS = "/api/v1/signals/attachments";
  const photos = (onescreen.streetPhotos = {});
  let coming = []; // what is on its way or did not get there: {name, file, fault}
  const seen = new Map(); // hash → the address of the picture in this browser

  /** Lets a field take pictures; `draft()` is what is written, `put(changes)` writes more of it. */
  photos.listen = function (input, form) {
    input.before(dom.make("span", "act", say("street.add"))); // the browser's own button speaks its own language
    Object.assign(input, { type: "file", accept: "image/jpeg,image/png,image/webp", multiple: true });
    input.addEventListener("change", async () => {
      const chosen = [...input.files];
      input.value = "";
      const many = onescreen.tooManyPhotos(form.draft().photos.length + coming.length, chosen.length);
      if (many) return void form.tell(many);
      const all = chosen.map((file) => ({ name: file.name, file, fault: onescreen.fileFault([file]) }));
      coming.push(...all);
      for (const one of all) if (!one.fault) await lay(one, form);
      photos.draw(form);
    });
  };

  /** How many are still on their way or did not get there. */
  photos.waiting = () => coming.length;

  /** What is not sent yet belongs to a form that is sent. */
  photos.forget = function () {
    coming = [];
    for (const url of seen.values()) URL.revokeObjectURL(url);
    seen.clear();
  };

  async function lay(one, form) {
    Object.assign(one, { fault: "" });
    photos.draw(form);
    try {
      const { sha256 } = await onescreen.sendFile(ADDRESS, one.file);
      if (!coming.includes(one)) return; // it was thrown away meanwhile
      coming = coming.filter((other) => other !== one);
      seen.set(sha256, URL.createObjectURL(one.file));
      const held = form.draft().photos;
      if (held.every((other) => other.sha256 !== sha256)) form.put({ photos: [...held, { sha256, name: one.name }] });
    } catch (error) {
      Object.assign(one, { fault: error.message });
    }
    photos.draw(form);
  }

  /** Draws what is laid down, what is on its way, and what did not get there with the reason. */
  photos.draw = function (form) {
    const laid = form.draft().photos.map((one, i) => line(picture(one, i), dom.make("span", "", say("street.laid", { n: i + 1 })), press("street.drop", () => drop(one, form))));
    const rest = coming.map((one) => line(
      dom.make("span", "", one.fault ? `${one.name}: ${one.fault}` : say("form.uploading", { name: one.name })),
      ...(one.fault ? [press("street.again", () => lay(one, form)), press("street.drop", () => drop(one, form))] : []),
    ));
    dom.at("street_laid").replaceChildren(...laid, ...rest);
  };

  function picture({ sha256 }, i) {
    const url = seen.get(sha256);
    return url ? Object.assign(dom.make("img"), { src: url, alt: say("street.laid", { n: i + 1 }) }) : dom.make("span", "held", "✓");
  }

  function line(...parts) {
    const node = dom.make("div", "photo");
    node.append(...parts);
    return node;
  }

  function press(word, then) {
    const button = Object.assign(dom.make("button", "act small", say(word)), { type: "button" });
    button.addEventListener("click", then);
    return button;
  }

  function drop(one, form) {
    coming = coming.filter((other) => other !== one);
    form.put({ photos: form.draft().photos.filter((other) => other.sha256 !== one.sha256 || !one.sha256) });
    photos.draw(form);
  }
})();
