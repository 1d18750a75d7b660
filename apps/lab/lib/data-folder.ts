import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";

// Without the comment Next would take the whole project for part of the server's code.
const folder =
  process.env["LAB_DATA_DIR"] || join(/* turbopackIgnore: true */ process.cwd(), ".data");

/** A path in the folder of everything the Lab keeps; `LAB_DATA_DIR` moves it. Touches nothing. */
export function inDataFolder(name: string): string {
  return join(/* turbopackIgnore: true */ folder, name);
}

export function makeDataFolder(): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** Makes an empty file, readable by its owner alone, unless there is one. */
export function makePrivateFile(path: string): void {
  makeDataFolder();
  closeSync(openSync(path, "a", 0o600));
}
