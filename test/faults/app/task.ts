/** What an application process is told to do. */
export type Task = MixTask | LiveTask | BurstTask;

/** Operations on the store itself, on a few users at a time, several under way at once. */
export interface MixTask {
  readonly kind: "mix";
  readonly seed: number;
  readonly operations: number;
  readonly underWay: number;
  /** All processes that work on the same users share it. */
  readonly name: string;
}

/** What people do: sign in, read, renew, update, look at their devices and end them. Until told to stop. */
export interface LiveTask {
  readonly kind: "live";
  readonly seed: number;
  readonly users: readonly string[];
  /** People at their devices; each waits for the answer before the next deed. */
  readonly devices: number;
}

/** The same thing many times, all at once. */
export interface BurstTask {
  readonly kind: "burst";
  readonly what: "renew" | "update" | "sign-in";
  readonly userId: string;
  /** Of the session to renew or update. */
  readonly credential: string;
  /** The number of the first and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** When to begin, on the machine's clock; nanoseconds. */
  readonly at: number;
  /** What the engine takes for now; milliseconds since the epoch. */
  readonly now: number;
}

/** An order to an application process: what to do, and the file to record it in. */
export interface Order {
  readonly task: Task;
  readonly log: string;
}

/** What became of a task: how often each outcome was seen. */
export type Tally = Record<string, number>;
