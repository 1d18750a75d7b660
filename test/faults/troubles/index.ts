import type { TargetName } from "../targets.ts";
import { postgresTroubles } from "./postgres.ts";
import { sqliteTroubles } from "./sqlite.ts";
import type { Troubles } from "./trouble.ts";

const kinds: Readonly<Record<TargetName, () => Troubles>> = {
  sqlite: sqliteTroubles,
  postgres: postgresTroubles,
};

/** What can go wrong with the store of this name. */
export function troublesOf(name: TargetName): Troubles {
  return kinds[name]();
}
