import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { memory } from "./paths.mjs";

/** What was last written under this name, or undefined. Kept in node_modules, so it goes with it. */
export function remembered(name) {
  try {
    return readFileSync(join(memory, name), "utf8");
  } catch {
    return undefined;
  }
}

export function remember(name, value) {
  mkdirSync(memory, { recursive: true });
  writeFileSync(join(memory, name), value);
}

export function forget(name) {
  rmSync(join(memory, name), { force: true });
}
