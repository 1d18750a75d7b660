/** Does things one after the other that have the same key, in the order they were asked for. */
export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** @param patience how long a turn is waited for before it is given up; milliseconds. */
export function turns(patience: number): InTurn {
  const last = new Map<string, Promise<unknown>>();

  return async (key, work) => {
    const asked = performance.now();
    const mine = (last.get(key) ?? Promise.resolve()).then(() => {
      if (performance.now() - asked <= patience) return work();
      throw new Error("Redis was too busy with this user for a command that waited for its turn.");
    });
    const over = mine.catch(() => {});
    last.set(key, over);
    try {
      return await mine;
    } finally {
      if (last.get(key) === over) last.delete(key);
    }
  };
}
