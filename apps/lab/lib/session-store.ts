import "server-only";
import type { Store } from "signet-auth/next";
import { sqliteStore } from "signet-auth/sqlite";
import { inDataFolder } from "./data-folder";
import { isBuild } from "./is-build";
import { storeChoice, stores } from "./store-choice";

const choice = storeChoice(isBuild ? {} : process.env);

/** The store in use, as the pages name it. */
export const storeInUse = stores[choice.name];

/** The store that `STORE` and `STORE_URL` chose. Nothing is opened before it is asked. */
export function sessionStore(): Store {
  return sqliteStore(inDataFolder("sessions.db"));
}
