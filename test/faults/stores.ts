import type { Store } from "signet-auth";
import { sqliteStore } from "signet-auth/sqlite";

/** A store opened by its address, and the way to let go of it. */
export interface Opened {
  readonly store: Store;
  readonly close: () => Promise<void>;
}

/** Opens the store that an address names: `sqlite:` and a path. */
export async function openStore(address: string): Promise<Opened> {
  const { protocol, pathname } = new URL(address);
  switch (protocol) {
    case "sqlite:": {
      const store = sqliteStore(pathname);
      return { store, close: async () => store.close() };
    }
    default:
      throw new Error(`No store is reached by ${address}.`);
  }
}
