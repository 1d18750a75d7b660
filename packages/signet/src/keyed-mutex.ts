/**
 * Runs the tasks of one key one after another, in the order of the calls. A failed task does not stop
 * the next ones. Tasks of different keys run concurrently.
 */
export type KeyedMutex<Key> = <Result>(key: Key, task: () => Promise<Result>) => Promise<Result>;

/** Creates a keyed mutex. It holds a key only while a task of the key waits or runs. */
export function keyedMutex<Key>(): KeyedMutex<Key> {
  const last = new Map<Key, Promise<unknown>>();
  return async (key, task) => {
    const result = (last.get(key) ?? Promise.resolve()).then(task);
    const settled = result.catch(() => null);
    last.set(key, settled);
    try {
      return await result;
    } finally {
      if (last.get(key) === settled) last.delete(key);
    }
  };
}
