import type { StoredStrategy } from "../contract.ts";
import { hybridOperations } from "./operations.ts";
import { type HybridOptions, parseOptions } from "./options.ts";

export type { HybridOptions } from "./options.ts";

/**
 * Keeps each session in a store and hands out a signed JWT. Most reads need only the JWT. **Every read
 * that begins `maxStaleness` (5 s by default) after an acknowledged revocation refuses the session, on
 * every server.** A change of data takes effect within the same time. Each server follows the store's
 * feed of ended and changed sessions. A server that cannot follow the feed asks the store at each read,
 * which is slower and just as safe. The client can read the data.
 *
 * @throws {SignetError} `invalid-config` for a wrong option.
 * @example
 * ```ts
 * import { createSignet, hybrid } from "signet-auth";
 * import { sqliteStore } from "signet-auth/sqlite";
 *
 * const strategy = hybrid({ store: sqliteStore("data/sessions.db"), maxStaleness: "2s" });
 * export const signet = createSignet({ strategy, secret: process.env["AUTH_SECRET"] });
 * ```
 */
export function hybrid(options: HybridOptions): StoredStrategy {
  const checked = parseOptions(options);
  return { name: "hybrid", prepare: (setting) => hybridOperations(checked, setting) };
}
