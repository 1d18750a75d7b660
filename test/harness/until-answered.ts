import { setTimeout as delay } from "node:timers/promises";

/** A store that does not answer by then does not come back; milliseconds. */
const PATIENCE = 30_000;

/** Asks until the store answers; how many milliseconds it took. */
export async function untilAnswered(ask: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  for (;;) {
    try {
      await ask();
      return performance.now() - began;
    } catch (error) {
      if (performance.now() - began > PATIENCE) throw error;
      await delay(10);
    }
  }
}
