import "server-only";
import { Pool } from "pg";
import { createClient, createCluster } from "redis";
import type { Store } from "signet-auth/next";
import { postgresStore } from "signet-auth/postgres";
import { redisStore } from "signet-auth/redis";
import { sqliteStore } from "signet-auth/sqlite";
import { inDataFolder } from "./data-folder";
import { isBuild } from "./is-build";
import { storeChoice, stores } from "./store-choice";

const choice = storeChoice(isBuild ? {} : process.env);

/** The store in use, as the pages name it. */
export const storeInUse = stores[choice.name];

// An outage is known at once, instead of keeping what is asked for later.
const QUICK = { disableOfflineQueue: true };

/** The store that `STORE` and `STORE_URL` chose. */
export function sessionStore(): Store {
  switch (choice.name) {
    case "sqlite":
      return sqliteStore(inDataFolder("sessions.db"));
    case "postgres":
      return postgresStore(
        new Pool({ connectionString: choice.url, connectionTimeoutMillis: 2_000 }),
      );
    case "redis":
      return redisStore(createClient({ url: choice.url, ...QUICK }));
    case "cluster":
      return redisStore(
        createCluster({ rootNodes: choice.urls.map((url) => ({ url })), defaults: QUICK }),
      );
  }
}
