import { memoryStore } from "signet-auth";
import type { Backend, Filling } from "./backend.ts";

/** A store in this process, without a client and so without bare operations to compare. */
export async function memoryBackend({ count, make }: Filling): Promise<Backend> {
  const before = heap();
  const store = memoryStore();
  for (let number = 0; number < count; number++) await store.create(make(number), null);
  const taken = heap() - before;
  return {
    name: "memory",
    about: "`memoryStore()` keeps sessions in this process.",
    store,
    bare: null,
    bytes: async () => ({ total: taken, detail: "of the heap, after a collection." }),
  };
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
