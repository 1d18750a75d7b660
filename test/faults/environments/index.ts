import type { TargetName } from "../../harness/targets.ts";
import type { Environments } from "./environment.ts";
import { postgresEnvironments } from "./postgres.ts";
import { redisEnvironments } from "./redis.ts";
import { sqliteEnvironments } from "./sqlite.ts";

/** The stores for the outage scenario. A cluster has its own scenarios. */
export type SingleServerStore = Exclude<TargetName, "cluster">;

const makers: Readonly<Record<SingleServerStore, () => Environments>> = {
  sqlite: sqliteEnvironments,
  postgres: postgresEnvironments,
  redis: redisEnvironments,
};

/** Returns the environments of a store. */
export function environmentsOf(name: SingleServerStore): Environments {
  return makers[name]();
}
