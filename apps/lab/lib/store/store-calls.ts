import { AsyncLocalStorage } from "node:async_hooks";
import type { FeedStore } from "signet-auth";

/** The number of store operations of one piece of work. */
export interface StoreCalls {
  reads: number;
  writes: number;
}

const READS: readonly string[] = ["find", "listByUser"];
/** These operations follow the feed and belong to no request. */
const UNCOUNTED: readonly string[] = ["revocationsSince", "subscribe"];

declare global {
  /** Global, because Next.js bundles this module several times and the bundles share the stores. */
  var labStoreTrace: AsyncLocalStorage<StoreCalls> | undefined;
}
globalThis.labStoreTrace ??= new AsyncLocalStorage();
const current = globalThis.labStoreTrace;

/** Wraps a store and counts its operations for `countStoreCalls`. */
export function countingStore(store: FeedStore): FeedStore {
  return new Proxy(store, {
    get(target, name, receiver) {
      const operation: unknown = Reflect.get(target, name, receiver);
      if (typeof operation !== "function") return operation;
      return (...args: unknown[]) => {
        const calls = current.getStore();
        const isCounted = !UNCOUNTED.includes(String(name));
        if (calls !== undefined && isCounted)
          calls[READS.includes(String(name)) ? "reads" : "writes"]++;
        return Reflect.apply(operation, target, args);
      };
    },
  });
}

/** Runs `work` and returns its result with the number of store operations. */
export async function countStoreCalls<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly calls: Readonly<StoreCalls> }> {
  const calls = { reads: 0, writes: 0 };
  return { value: await current.run(calls, work), calls };
}
