import { AsyncLocalStorage } from "node:async_hooks";
import type { Store } from "signet-auth/next";

/** What the store was asked for while one answer was made. */
export interface StoreTrace {
  reads: number;
  writes: number;
}

const READS: readonly string[] = ["find", "listByUser"];
const current = new AsyncLocalStorage<StoreTrace>();

/** A store that counts its operations for whoever is looking. */
export function tracedStore(store: Store): Store {
  return new Proxy(store, {
    get(target, name, receiver) {
      const operation: unknown = Reflect.get(target, name, receiver);
      if (typeof operation !== "function") return operation;
      return (...args: unknown[]) => {
        const trace = current.getStore();
        if (trace !== undefined) trace[READS.includes(String(name)) ? "reads" : "writes"]++;
        return Reflect.apply(operation, target, args);
      };
    },
  });
}

export interface Traced<T> extends StoreTrace {
  readonly value: T;
  readonly microseconds: number;
}

/** Runs a piece of work and tells what it cost. */
export async function traced<T>(work: () => Promise<T>): Promise<Traced<T>> {
  const trace: StoreTrace = { reads: 0, writes: 0 };
  const start = performance.now();
  const value = await current.run(trace, work);
  return { ...trace, value, microseconds: Math.round((performance.now() - start) * 1_000) };
}
