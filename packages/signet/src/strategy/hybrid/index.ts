import type { StoredStrategy } from "../contract.ts";
import { hybridOperations } from "./operations.ts";
import { type HybridOptions, parseOptions } from "./options.ts";

export type { HybridOptions } from "./options.ts";

/**
 * Keeps each session in a store and hands out a signed JWT that is read without asking it, and that is
 * revoked within a stated time all the same: **once a revocation has been acknowledged, every read
 * that begins `maxStaleness` later (5 s by default), on any server, refuses the session.** So does a
 * change of its data take effect. Each server follows the list of what ended; when it cannot, its reads
 * ask the store, which costs speed and never safety. The client can read the data.
 */
export function hybrid(options: HybridOptions): StoredStrategy {
  const checked = parseOptions(options);
  return { name: "hybrid", prepare: (setting) => hybridOperations(checked, setting) };
}
