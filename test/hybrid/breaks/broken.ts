import { BEHIND_MISTAKES, type BehindMistake } from "../../harness/behind-mistakes.ts";
import type { Mistake } from "../../harness/broken-library.ts";

const follower = "strategy/hybrid/follower.js";
const operations = "strategy/hybrid/operations.js";

/** What may go wrong with a feed. */
const FEED_MISTAKES = {
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

/** What may go wrong with sessions of other strategies. */
const MOVED_MISTAKES = {
  moved: {
    what: "a session that was moved and has ended is taken for one that was not moved yet",
    edits: [
      ["strategy/accept-proof.js", 'if (here === "ended")\n                return REVOKED;', ""],
      ["strategy/accept-proof.js", "if (here === null)", 'if (here === null || here === "ended")'],
    ],
  },
} satisfies Record<string, Mistake>;

export type FeedMistake = keyof typeof FEED_MISTAKES;
export type MistakeName = FeedMistake | BehindMistake | keyof typeof MOVED_MISTAKES;

/** Each breaks the promise in a way of its own. */
export const MISTAKES: Readonly<Record<MistakeName, Mistake>> = {
  ...FEED_MISTAKES,
  ...BEHIND_MISTAKES,
  ...MOVED_MISTAKES,
};
