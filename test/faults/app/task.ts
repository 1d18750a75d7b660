/** A task for an application process. */
export type Task = MixTask | LiveTask | BurstTask;

/** Store operations on a few users at a time, several of them concurrent. */
export interface MixTask {
  readonly kind: "mix";
  readonly seed: number;
  readonly operations: number;
  /** The number of concurrent operations. */
  readonly underWay: number;
  /** A prefix of user ids. Processes with the same name work on the same users. */
  readonly name: string;
}

/** Actions of users until `stop`: they sign in, read, renew, update, and list and end sessions. */
export interface LiveTask {
  readonly kind: "live";
  readonly seed: number;
  readonly users: readonly string[];
  /** The number of devices. Each waits for the result of an action before its next one. */
  readonly devices: number;
}

/** Many concurrent calls of one kind. */
export interface BurstTask {
  readonly kind: "burst";
  readonly what: "renew" | "update" | "sign-in";
  readonly userId: string;
  /** The credential of the session to renew or update. */
  readonly credential: string;
  /** The number of the first call. */
  readonly from: number;
  /** The number after that of the last call. */
  readonly to: number;
  /** The start on the machine's clock; nanoseconds. */
  readonly at: number;
  /** The time on the engine's clock; milliseconds since the Unix epoch. */
  readonly now: number;
}

/** A message to an application process. `log` is the file that records the store operations. */
export interface Command {
  readonly task: Task;
  readonly log: string;
}

/** The count of each outcome of a task. */
export type Tally = Record<string, number>;
