import type { Mutant } from "./mutant-library.ts";

/** Mistakes that read from a server that is no longer the primary, by the kind of server. */
export const REPLICA_MUTANTS = {
  redis: {
    description: "a Redis that was demoted is read as if it were the primary",
    edits: [
      ["store/redis/read-key.js", '["GETEX", key]', '["GET", key]'],
      ["store/redis/scripts.js", "on_primary('GETEX', key)", "redis.call('GET', key)"],
    ],
  },
  postgres: {
    description: "a PostgreSQL standby is read as if it were the primary",
    edits: [
      [
        "database/postgres/query.js",
        '"(SELECT 1 / (NOT pg_is_in_recovery())::integer) = 1"',
        '"true"',
      ],
    ],
  },
} satisfies Record<string, Mutant>;

export type ReplicaMutant = keyof typeof REPLICA_MUTANTS;
