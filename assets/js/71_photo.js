/* Photo: the picture with which a signal is confirmed: it goes to the shelf when it is chosen, and what it says itself of when
 * and where it was taken is written into the form; what it does not say a hand writes, or it stays unknown.
 */
(function () {
  "use strict";

  const onescreen = globalThis.onescreen;
  const { dom, say } = onescreen;

  /** The field of the photo in a form that has `photo_at`, `photo_lon` and `photo_lat`; its hash is kept as `form.laid`. */
  onescreen.photoField = function (signal, form) {
    const box = dom.make("div", "field");
    const label = dom.make("label", "", say("inbox.photo"));
    const input = Object.assign(dom.make("input"), { type: "file", name: "photo", required: true, accept: "image/jpeg,image/png,image/webp" });
    const note = Object.assign(dom.make("div", "muted"), { role: "status" });
    const there = Object.assign(dom.make("button", "act small", say("inbox.photo_there")), { type: "button" });
    there.addEventListener("click", () => write(form, { photo_lon: signal.lon, photo_lat: signal.lat }));
    dom.flag(there, "none", !Number.isFinite(signal.lon));
    input.addEventListener("change", () => lay(signal, form, input, note));
    label.append(input);
    box.append(label, note, there);
    return box;
  };

  function write(form, said) {
    for (const [name, value] of Object.entries(said)) form.elements[name].value = value ?? "";
  }

  async function lay(signal, form, input, note) {
    form.laid = null;
    write(form, { photo_at: "", photo_lon: "", photo_lat: "" });
    const [file] = input.files;
    if (!file) return void dom.text(note, "");
    const fault = onescreen.fileFault([file]);
    dom.text(note, fault || say("form.uploading", { name: file.name }));
    if (fault) return;
    try {
      const laid = await onescreen.sendFile(`/api/v1/signals/${encodeURIComponent(signal.number)}/attachments`, file);
      if (input.files[0] !== file) return; // another was chosen meanwhile
      form.laid = laid.sha256;
      write(form, { photo_at: laid.taken_at ? onescreen.cityWall(Date.parse(laid.taken_at)) : "", photo_lon: laid.lon, photo_lat: laid.lat });
      dom.text(note, say(laid.taken_at && laid.lon !== null ? "inbox.photo_says" : "inbox.photo_silent"));
    } catch (error) {
      dom.text(note, error.message);
    }
  }
})();
