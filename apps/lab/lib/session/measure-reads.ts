import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import { auths } from "../auth";
import type { Measurement } from "../form-states";
import { countStoreCalls } from "../store/store-calls";
import type { StrategyName } from "../strategies";

/** Reads before the measurement, so the compiler is not part of it. */
const WARM_UP_READS = 200;
const MAX_READS = 3_000;
/** Milliseconds after which the measurement ends early, for a store with slow round trips. */
const TIME_LIMIT = 1_500;
/** Reads in a row before other requests can run. */
const BATCH = 50;

/**
 * Reads the session of this request many times, as a Route Handler does. Returns the range of the times
 * and the number of store reads.
 */
export async function measureReads(strategy: StrategyName): Promise<Measurement> {
  const read = () => auths[strategy].read();
  for (let n = 0; n < WARM_UP_READS; n++) await read();
  const times: number[] = [];
  const { calls } = await countStoreCalls(async () => {
    const end = performance.now() + TIME_LIMIT;
    while (times.length < MAX_READS && performance.now() < end) {
      for (let n = 0; n < BATCH; n++) {
        const start = performance.now();
        await read();
        times.push((performance.now() - start) * 1_000);
      }
      await nextTurn();
    }
  });
  times.sort((a, b) => a - b);
  const quantile = (part: number) => times[Math.floor(part * (times.length - 1))] ?? 0;
  return {
    reads: times.length,
    storeReads: calls.reads,
    from: quantile(0.1),
    to: quantile(0.9),
  };
}
