import type { Mutant } from "../../harness/mutant-library.ts";
import { REPLICA_MUTANTS, type ReplicaMutant } from "../../harness/replica-mutants.ts";

const follower = "strategy/hybrid/follower.js";
const operations = "strategy/hybrid/operations.js";

/** Mistakes with the feed. */
const FEED_MUTANTS = {
  arrival: {
    description: "freshness counts from the arrival of a run instead of its start",
    edits: [[follower, "confirmed = start;", "confirmed = moment();"]],
  },
  gap: {
    description: "a gap is ignored",
    edits: [
      [
        follower,
        "takeIn(page, askedAt);\n            isLast",
        "takeIn({ ...page, isGap: false }, askedAt);\n            isLast",
      ],
    ],
  },
  wallClock: {
    description: "freshness is measured with the wall clock",
    edits: [[follower, "Math.max(at - monotonic, Date.now() - wall)", "Date.now() - wall"]],
  },
  cursor: {
    description: "the cursor moves on before the page is applied",
    edits: [
      [
        follower,
        "store.revocationsSince(cursor, PAGE, keeps)",
        "store.revocationsSince(cursor, PAGE, keeps).then((page) => { cursor = page.cursor; return page; })",
      ],
    ],
  },
  coldStart: {
    description: "a cold start counts as fresh",
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
} satisfies Record<string, Mutant>;

/** Mistakes with sessions of former strategies. */
const MOVED_MUTANTS = {
  moved: {
    description: "a session that was moved and has ended counts as not yet moved",
    edits: [
      ["strategy/accept/verify.js", 'if (here === "ended")\n                return REVOKED;', ""],
      ["strategy/accept/verify.js", "if (here === null)", 'if (here === null || here === "ended")'],
    ],
  },
} satisfies Record<string, Mutant>;

export type FeedMutant = keyof typeof FEED_MUTANTS;
export type MutantName = FeedMutant | ReplicaMutant | keyof typeof MOVED_MUTANTS;

/** Deliberate mistakes in the library. Each violates the staleness bound in a different way. */
export const MUTANTS: Readonly<Record<MutantName, Mutant>> = {
  ...FEED_MUTANTS,
  ...REPLICA_MUTANTS,
  ...MOVED_MUTANTS,
};
