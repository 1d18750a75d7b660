import { AsyncLocalStorage } from "node:async_hooks";
import type { FeedStore } from "signet-auth";

/** What the store was asked for while one answer was made. */
export interface StoreTrace {
  reads: number;
  writes: number;
}

const READS: readonly string[] = ["find", "listByUser"];
/** What keeps a server up to date asks for nobody in particular. */
const UNCOUNTED: readonly string[] = ["revocationsSince", "subscribe"];

declare global {
  /** Of the process: a store is shared by the modules that Next builds apart, and so is who looks. */
  var labStoreTrace: AsyncLocalStorage<StoreTrace> | undefined;
}
globalThis.labStoreTrace ??= new AsyncLocalStorage();
const current = globalThis.labStoreTrace;

/** A store that counts its operations for whoever is looking. */
export function tracedStore(store: FeedStore): FeedStore {
  return new Proxy(store, {
    get(target, name, receiver) {
      const operation: unknown = Reflect.get(target, name, receiver);
      if (typeof operation !== "function") return operation;
      return (...args: unknown[]) => {
        const trace = current.getStore();
        const isCounted = !UNCOUNTED.includes(String(name));
        if (trace !== undefined && isCounted)
          trace[READS.includes(String(name)) ? "reads" : "writes"]++;
        return Reflect.apply(operation, target, args);
      };
    },
  });
}

/** Runs a piece of work and tells what it asked of the store. */
export async function traced<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly trace: Readonly<StoreTrace> }> {
  const trace = { reads: 0, writes: 0 };
  return { value: await current.run(trace, work), trace };
}
