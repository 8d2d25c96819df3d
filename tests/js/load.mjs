/* What the browser loads with script tags, for node: each file hangs its part on globalThis.onescreen. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

const FOLDER = new URL("../../assets/js/", import.meta.url);

/** `onescreen` with these scripts run, in a world of its own. */
export function load(...names) {
  const world = { console, performance, TextDecoder, TextEncoder, setTimeout, clearTimeout };
  for (const shared of [Map, Set, Error, ArrayBuffer, Uint8Array, Uint16Array, Int32Array, Uint32Array, Float64Array, DataView]) {
    world[shared.name] = shared; // so that what the scripts make equals what the tests make
  }
  vm.createContext(world);
  for (const name of names) {
    const file = fileURLToPath(new URL(`${name}.js`, FOLDER));
    vm.runInContext(readFileSync(file, "utf8"), world, { filename: file });
  }
  return world.onescreen;
}
