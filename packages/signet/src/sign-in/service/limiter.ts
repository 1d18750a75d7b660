import type { Limiter } from "../limits/contract.ts";

/** Counts attempts in the memory of the process, in windows that begin with the first attempt. */
export function limiterInMemory(now: () => number): Limiter {
  const windows = new Map<string, { count: number; readonly endsAt: number }>();
  return {
    async consume({ name, attempts, within }, key) {
      const at = now();
      const id = JSON.stringify([name, key]);
      for (const [other, { endsAt }] of windows) if (endsAt <= at) windows.delete(other);
      const window = windows.get(id) ?? { count: 0, endsAt: at + within * 1_000 };
      window.count += 1;
      windows.set(id, window);
      if (window.count <= attempts) return { allowed: true };
      return { allowed: false, retryAfter: Math.max(1, Math.ceil((window.endsAt - at) / 1_000)) };
    },

    async reset({ name }, key) {
      windows.delete(JSON.stringify([name, key]));
    },
  };
}
