/* Upload: files from this machine to the shelf of an incident, or of a signal, and what is wrong with one before it is sent. */
(function () {
  "use strict";

  const onescreen = (globalThis.onescreen = globalThis.onescreen || {});
  const LARGEST = 10 * 1024 * 1024; // bytes
  const TYPES = new Set(["image/jpeg", "image/png", "image/webp", "application/pdf"]);
  const PATIENCE_MS = 60e3;

  /** What is wrong with the first file that is not as it should be, in a sentence; "" where all are. Pure. */
  onescreen.fileFault = function (files) {
    const large = files.find((one) => one.size > LARGEST);
    const strange = files.find((one) => !TYPES.has(one.type));
    if (strange) return onescreen.say("form.file_strange", { name: strange.name });
    return large ? onescreen.say("form.file_large", { name: large.name }) : "";
  };

  /** Sends files to an incident, one after the other; gives what each is called on the shelf. Throws what is wrong. */
  onescreen.sendFiles = async function (number, files, stage) {
    const names = [];
    for (const file of files) {
      onescreen.tellDesk(`${number} · ${onescreen.say("form.uploading", { name: file.name })}`);
      const told = await onescreen.sendFile(`/api/v1/incidents/${encodeURIComponent(number)}/attachments`, file, { stage, name: file.name.slice(0, 120) });
      names.push(told.sha256);
    }
    return names;
  };

  /** Sends one file, with what is `said` of it in the address; gives what the shelf says of it. Throws an error that says what is so. */
  onescreen.sendFile = async function (address, file, said = {}) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    const query = new URLSearchParams(said);
    const options = { method: "POST", headers: { "Content-Type": file.type }, body: file, signal: patience.signal };
    const answer = await fetch(`${address}?${query}`, options).catch(() => null);
    clearTimeout(timer);
    const told = await answer?.json().catch(() => null);
    if (!told) throw new Error(onescreen.say("actions.unreachable"));
    if (!answer.ok) throw new Error(onescreen.refusalText(told, answer.status));
    return told;
  };
})();
