import type { TargetName } from "../../harness/targets.ts";
import { postgresTroubles } from "./postgres.ts";
import { redisTroubles } from "./redis.ts";
import { sqliteTroubles } from "./sqlite.ts";
import type { Troubles } from "./trouble.ts";

/** A cluster's troubles are those of its nodes, which have a scenario of their own. */
export type Troubled = Exclude<TargetName, "cluster">;

const kinds: Readonly<Record<Troubled, () => Troubles>> = {
  sqlite: sqliteTroubles,
  postgres: postgresTroubles,
  redis: redisTroubles,
};

/** What can go wrong with the store of this name. */
export function troublesOf(name: Troubled): Troubles {
  return kinds[name]();
}
