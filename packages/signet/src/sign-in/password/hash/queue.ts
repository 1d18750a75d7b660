/** Runs a limited number of tasks at once. Further tasks wait in order. */
export interface TaskQueue {
  run<Result>(task: () => Promise<Result>): Promise<Result>;
  /** Whether so many tasks wait that a request should be refused. */
  isFull(): boolean;
}

/**
 * Creates a queue.
 *
 * @param atOnce the tasks that may run at once.
 * @param mayWait the tasks that may wait before the queue counts as full.
 */
export function taskQueue(atOnce: number, mayWait: number): TaskQueue {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    async run(task) {
      if (running >= atOnce) await new Promise<void>((start) => waiting.push(start));
      else running += 1;
      try {
        return await task();
      } finally {
        const next = waiting.shift();
        // The next task takes over the place, so `running` does not change.
        if (next === undefined) running -= 1;
        else next();
      }
    },
    isFull: () => waiting.length >= mayWait,
  };
}
