import type { Mistake } from "./broken-library.ts";

/** What may go wrong with a server that is no primary any more, by what it is. */
export const BEHIND_MISTAKES = {
  redis: {
    what: "a Redis that was demoted is read as if it were the primary",
    edits: [
      ["store/redis/read-key.js", '["GETEX", key]', '["GET", key]'],
      ["store/redis/scripts.js", "on_primary('GETEX', key)", "redis.call('GET', key)"],
    ],
  },
  postgres: {
    what: "a PostgreSQL standby is read as if it were the primary",
    edits: [
      [
        "store/postgres/query.js",
        '"(SELECT 1 / (NOT pg_is_in_recovery())::integer) = 1"',
        '"true"',
      ],
    ],
  },
} satisfies Record<string, Mistake>;

export type BehindMistake = keyof typeof BEHIND_MISTAKES;
