import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Folder {
  readonly path: string;
  readonly remove: () => void;
}

/** A new, empty folder for one test. */
export function temporaryFolder(name: string): Folder {
  const path = mkdtempSync(join(tmpdir(), `signet-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
