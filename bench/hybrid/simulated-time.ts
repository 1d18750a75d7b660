interface Timer {
  readonly at: number;
  readonly work: () => void;
}

/** Replaces the clocks and timers of the process by simulated ones that only `pass` moves; milliseconds. */
export function simulatedTime(): {
  readonly pass: (milliseconds: number) => Promise<void>;
  readonly restore: () => void;
} {
  const real = {
    now: Date.now,
    performance: performance.now,
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
  };
  const start = real.now();
  const timers = new Map<number, Timer>();
  let [now, made] = [0, 0];

  const setTimer = (work: () => void, delay = 0) => {
    const id = ++made;
    timers.set(id, { at: now + Math.max(1, delay), work });
    return { unref() {}, id };
  };
  const clearTimer = (timer: { readonly id: number } | null) => {
    if (timer !== null) timers.delete(timer.id);
  };
  Date.now = () => start + now;
  performance.now = () => now;
  Reflect.set(globalThis, "setTimeout", setTimer);
  Reflect.set(globalThis, "clearTimeout", clearTimer);

  return {
    async pass(milliseconds) {
      now += milliseconds;
      for (const [id, { at, work }] of timers) {
        if (at > now) continue;
        timers.delete(id);
        work();
      }
      // Lets the started work run.
      await new Promise(setImmediate);
    },
    restore() {
      Date.now = real.now;
      performance.now = real.performance;
      Reflect.set(globalThis, "setTimeout", real.setTimeout);
      Reflect.set(globalThis, "clearTimeout", real.clearTimeout);
    },
  };
}
