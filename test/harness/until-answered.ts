import { setTimeout as delay } from "node:timers/promises";

/** The longest wait for an answer; milliseconds. */
const TIMEOUT = 30_000;

/** Repeats a call until it succeeds. Returns the time this took; milliseconds. */
export async function untilAnswered(ask: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  for (;;) {
    try {
      await ask();
      return performance.now() - began;
    } catch (error) {
      if (performance.now() - began > TIMEOUT) throw error;
      await delay(10);
    }
  }
}
