import { createClock } from "./clock.ts";

/** The functions of the host. It sets them as `globalThis.__host` before the modules of the guest run. */
export interface Host {
  print(level: "log" | "warn" | "error", text: string): void;
  record(kind: "call" | "frame" | "measurement", json: string): void;
  randomBytes(count: number): ArrayBuffer;
  /** Milliseconds of a real clock. Only differences have a meaning. */
  realNow(): number;
  /** The start of the virtual clock, in milliseconds since the Unix epoch. */
  readonly startTime: number;
}

declare global {
  var __host: Host | undefined;
  /** See `Clock`. The runner takes both and deletes them before a program runs. */
  var __runNextTimer: (() => boolean) | undefined;
  var __startAt: ((time: number) => void) | undefined;
}

/** Takes the functions of the host away from the global object, so that no program reaches them. */
function takeHost(): Host {
  const { __host: taken } = globalThis;
  if (taken === undefined) {
    throw new Error(
      "The host is missing. Set globalThis.__host before the modules of the guest run.",
    );
  }
  Reflect.deleteProperty(globalThis, "__host");
  // A copy, because the host's object may change.
  return { ...taken };
}

export const host: Host = takeHost();
export const clock = createClock(host.startTime);
