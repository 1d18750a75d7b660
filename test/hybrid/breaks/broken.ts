import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Folder } from "../../harness/folder.ts";
import { copyOfLibrary } from "../../harness/library-copy.ts";

/** A mistake, as it might be made: what stands in the built library, and what would stand there. */
export interface Mistake {
  readonly what: string;
  readonly edits: readonly (readonly [file: string, right: string, wrong: string])[];
}

const follower = "strategy/hybrid/follower.js";
const operations = "strategy/hybrid/operations.js";

/** Each breaks the promise in a way of its own. */
export const MISTAKES = {
  arrival: {
    what: "freshness counts from the arrival of a run instead of its start",
    edits: [[follower, "confirmed = start;", "confirmed = moment();"]],
  },
  gap: {
    what: "a gap is ignored",
    edits: [
      [
        follower,
        "takeIn(page, askedAt);\n            isLast",
        "takeIn({ ...page, isGap: false }, askedAt);\n            isLast",
      ],
    ],
  },
  wallClock: {
    what: "freshness goes by the wall clock",
    edits: [[follower, "Math.max(at - monotonic, Date.now() - wall)", "Date.now() - wall"]],
  },
  cursor: {
    what: "the cursor moves on before the page is applied",
    edits: [
      [
        follower,
        "store.revocationsSince(cursor, PAGE, keeps)",
        "store.revocationsSince(cursor, PAGE, keeps).then((page) => { cursor = page.cursor; return page; })",
      ],
    ],
  },
  coldStart: {
    what: "a cold start is taken for fresh",
    edits: [
      [
        follower,
        "return confirmed === null ? Number.POSITIVE_INFINITY : since(confirmed, at);",
        "return confirmed === null ? 0 : since(confirmed, at);",
      ],
      [
        operations,
        "return (epoch === follower.epoch &&",
        "return follower.epoch === null || (epoch === follower.epoch &&",
      ],
    ],
  },
} satisfies Record<string, Mistake>;

export type MistakeName = keyof typeof MISTAKES;

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
