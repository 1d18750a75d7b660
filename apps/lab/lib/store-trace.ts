import { AsyncLocalStorage } from "node:async_hooks";
import type { Store } from "signet-auth/next";

/** What an answer took. */
export interface Cost {
  readonly storeReads: number;
  readonly storeWrites: number;
  readonly microseconds: number;
}

const READS: readonly string[] = ["find", "listByUser"];
const current = new AsyncLocalStorage<{ reads: number; writes: number }>();

/** A store that counts its operations for whoever is looking. */
export function tracedStore(store: Store): Store {
  return new Proxy(store, {
    get(target, name, receiver) {
      const operation: unknown = Reflect.get(target, name, receiver);
      if (typeof operation !== "function") return operation;
      return (...args: unknown[]) => {
        const counts = current.getStore();
        if (counts !== undefined) counts[READS.includes(String(name)) ? "reads" : "writes"]++;
        return Reflect.apply(operation, target, args);
      };
    },
  });
}

/** Runs a piece of work and tells what it cost. */
export async function traced<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly cost: Cost }> {
  const counts = { reads: 0, writes: 0 };
  const start = performance.now();
  const value = await current.run(counts, work);
  const microseconds = Math.round((performance.now() - start) * 1_000);
  return { value, cost: { storeReads: counts.reads, storeWrites: counts.writes, microseconds } };
}
