import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Folder } from "./folder.ts";
import { copyOfLibrary } from "./library-copy.ts";

/** A mistake, as it might be made: what stands in the built library, and what would stand there. */
export interface Mistake {
  readonly what: string;
  readonly edits: readonly (readonly [file: string, right: string, wrong: string])[];
}

/** A copy of the built library with a mistake in it; with `null` just the copy. */
export function brokenLibrary(mistake: Mistake | null): Folder {
  const folder = copyOfLibrary();
  for (const [file, right, wrong] of mistake?.edits ?? []) {
    const path = join(folder.path, "dist", file);
    const text = readFileSync(path, "utf8");
    if (text.split(right).length !== 2) throw new Error(`${file} does not say just once: ${right}`);
    writeFileSync(path, text.replace(right, wrong));
  }
  return folder;
}
