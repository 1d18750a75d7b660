import { join } from "node:path";
import type { Setting } from "../harness/question.ts";
import type { Backend } from "./backend.ts";
import { betterAuthOnPostgres, betterAuthOnSqlite } from "./better-auth.ts";
import { expressSessionOn } from "./connect-redis.ts";
import { memoryBackend } from "./memory.ts";
import { ours } from "./ours.ts";
import { IN_FLIGHT, inFlight, type PeerContestants } from "./peer.ts";
import { durablePostgres, postgresBackend } from "./postgres.ts";
import { redisBackend } from "./redis.ts";
import type { Numbered } from "./sessions.ts";
import { sqliteBackend } from "./sqlite.ts";

export interface Contest {
  readonly backend: Backend;
  readonly peer: PeerContestants | null;
}

/** Opens all stores with the same number of sessions, each with a peer on the same engine if there is one. */
export async function allStores(setting: Setting, { record }: Numbered): Promise<Contest[]> {
  const { folder, stored, atEnd } = setting;
  const filling = { count: stored, make: record };
  const server = await durablePostgres();
  atEnd(() => server.stop());
  const { client, ...redis } = await redisBackend(true, filling, atEnd);
  return [
    { backend: await memoryBackend(filling), peer: null },
    {
      backend: await sqliteBackend(join(folder, "signet.db"), filling),
      peer: await betterAuthOnSqlite(join(folder, "better-auth.db"), stored),
    },
    {
      backend: await postgresBackend(server, "signet", filling, atEnd),
      peer: await betterAuthOnPostgres(server, stored, atEnd),
    },
    { backend: redis, peer: await expressSessionOn(client, stored) },
  ];
}

/** Returns the information that all questions about stores share. */
export function aboutOf(contests: readonly Contest[], { stored }: Setting): string[] {
  return [
    `Each store and each peer has ${stored.toLocaleString("en")} sessions at the start. ${contests.map(({ backend }) => backend.about).join(" ")} Servers and client share the machine; processor time is the client's alone.`,
    `Rows without a number run one operation after another. With ${IN_FLIGHT} in flight, the next operation begins as soon as one is done, and the figure is the time divided by the number of operations. SQLite and memory answer synchronously, so there only the library's own work is in flight.`,
  ];
}

export function yardsticksOf(contests: readonly Contest[]): string[] {
  const names = contests.map(({ backend }) => ours(backend.name));
  return [...names, ...names.map(inFlight)];
}
