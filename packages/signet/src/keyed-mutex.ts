/** Runs the tasks of one key one after another, in the order of the calls, also after a task that failed. */
export type KeyedMutex<Key> = <Result>(key: Key, task: () => Promise<Result>) => Promise<Result>;

/** Creates a mutex for each key. It keeps a key only while a task of that key waits or runs. */
export function keyedMutex<Key>(): KeyedMutex<Key> {
  const last = new Map<Key, Promise<unknown>>();
  return async (key, task) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(task);
    const settled = mine.catch(() => null);
    last.set(key, settled);
    try {
      return await mine;
    } finally {
      if (last.get(key) === settled) last.delete(key);
    }
  };
}
