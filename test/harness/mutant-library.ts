import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Folder } from "./folder.ts";
import { copyOfLibrary } from "./library-copy.ts";

/** A deliberate mistake: replacements in the text of the built library. */
export interface Mutant {
  readonly description: string;
  readonly edits: readonly (readonly [file: string, right: string, wrong: string])[];
}

/** Makes a copy of the built library with the mistake in it. `null` makes an unchanged copy. */
export function mutantLibrary(mutant: Mutant | null): Folder {
  const folder = copyOfLibrary();
  for (const [file, right, wrong] of mutant?.edits ?? []) {
    const path = join(folder.path, "dist", file);
    const text = readFileSync(path, "utf8");
    if (text.split(right).length !== 2) {
      throw new Error(`${file} must contain this text exactly once: ${right}`);
    }
    writeFileSync(path, text.replace(right, wrong));
  }
  return folder;
}
