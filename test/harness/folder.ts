import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Folder {
  readonly path: string;
  readonly remove: () => void;
}

/** Makes a new, empty folder for one test inside `place`. Default: the system's temporary folder. */
export function temporaryFolder(name: string, place: string = tmpdir()): Folder {
  const path = mkdtempSync(join(place, `signet-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
