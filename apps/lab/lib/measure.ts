import "server-only";
import { setImmediate as breathe } from "node:timers/promises";
import { auths } from "./auth";
import type { Measurement } from "./form-states";
import { traced } from "./store-trace";
import type { StrategyName } from "./strategies";

/** Before anything is timed, so that nobody times the compiler. */
const WARM_UP = 200;
const READINGS = 3_000;
/** Where each reading is a round trip, fewer have to do; milliseconds. */
const LONGEST = 1_500;
/** Readings in a row, before other requests have their turn. */
const ROUND = 50;

/**
 * Reads this request's session over and over, as a route handler would, and tells what the readings
 * took and asked of the store.
 */
export async function measure(strategy: StrategyName): Promise<Measurement> {
  const read = () => auths[strategy].read();
  for (let reading = 0; reading < WARM_UP; reading++) await read();
  const times: number[] = [];
  const { trace } = await traced(async () => {
    const end = performance.now() + LONGEST;
    while (times.length < READINGS && performance.now() < end) {
      for (let reading = 0; reading < ROUND; reading++) {
        const start = performance.now();
        await read();
        times.push((performance.now() - start) * 1_000);
      }
      await breathe();
    }
  });
  times.sort((a, b) => a - b);
  const quantile = (part: number) => times[Math.floor(part * (times.length - 1))] ?? 0;
  return {
    readings: times.length,
    storeReads: trace.reads,
    from: quantile(0.1),
    to: quantile(0.9),
  };
}
