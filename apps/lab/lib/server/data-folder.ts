import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";

// Without the comment Next.js would add the whole project to the server's code.
const folder =
  process.env["LAB_DATA_DIR"] || join(/* turbopackIgnore: true */ process.cwd(), ".data");

/** Returns a path in the data folder of the Lab. `LAB_DATA_DIR` sets the folder. Creates nothing. */
export function inDataFolder(name: string): string {
  return join(/* turbopackIgnore: true */ folder, name);
}

export function createDataFolder(): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** Creates an empty file that only its owner can read. Keeps an existing file. */
export function createPrivateFile(path: string): void {
  createDataFolder();
  closeSync(openSync(path, "a", 0o600));
}
