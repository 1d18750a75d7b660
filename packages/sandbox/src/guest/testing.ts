/** A host for tests in Node. Import this module before the modules of the guest. */
import { randomBytes } from "node:crypto";
import type { Clock } from "./globals/clock.ts";
import type { Host } from "./globals/runtime.ts";

export const START = Date.UTC(2026, 0, 1);

/** What the guest has recorded, oldest first. */
export const recorded: { kind: string; value: unknown }[] = [];

const host: Host = {
  print() {},
  record: (kind, json) => void recorded.push({ kind, value: JSON.parse(json) }),
  randomBytes: (count) => new Uint8Array(randomBytes(count)).buffer,
  realNow: () => performance.now(),
  startTime: START,
};
globalThis.__host = host;

/** Runs timers of the guest until a promise settles, as the runner does. */
export async function settled<Result>(promise: Promise<Result>): Promise<Result> {
  const { clock }: { clock: Clock } = await import("./globals/runtime.ts");
  let isDone = false;
  const end = () => {
    isDone = true;
  };
  promise.then(end, end);
  while (!isDone) {
    await new Promise((resolve) => setImmediate(resolve));
    if (!isDone && !clock.runNextTimer()) break;
  }
  return promise;
}
