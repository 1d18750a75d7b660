import type { FeedStore, SessionRecord } from "signet-auth";

/** A filled store, and the bare operations through the same client on the same data. */
export interface Backend {
  readonly name: string;
  /** Describes the engine and its settings. */
  readonly about: string;
  readonly store: FeedStore;
  /** `null` when there is no client between the store and its data. */
  readonly bare: Bare | null;
  /** Returns the bytes of all sessions with their indexes, and a description. */
  bytes(): Promise<{ readonly total: number; readonly detail: string }>;
}

/** Single bare statements or commands, prepared if the client can prepare, and their descriptions. */
export interface Bare {
  readonly how: {
    readonly [Operation in "read" | "insert" | "renew" | "remove" | "list"]: string;
  };
  /** Finds the session of a credential. */
  read(credential: string): unknown;
  /** Adds a session without any other work. */
  insert(record: SessionRecord): unknown;
  /** Changes a session's times without a check of the old ones. */
  renew(record: SessionRecord): unknown;
  remove(id: string): unknown;
  /** Returns the stored sessions of a user; `ids` are their ids. */
  list(userId: string, ids: readonly string[]): unknown;
  /** Returns the data of a result of `read`. */
  dataOf(found: unknown): unknown;
  /** Returns the number of sessions in a result of `list`. */
  countOf(found: unknown): number;
}

/** The sessions to put into a store: those with the numbers from 0 to `count - 1`. */
export interface Filling {
  readonly count: number;
  make(number: number): SessionRecord;
}

export function idOf(credential: string): string {
  return credential.slice(0, credential.indexOf("."));
}

export function lengthOf(found: unknown): number {
  if (!Array.isArray(found)) throw new Error("A list of sessions is a list.");
  return found.length;
}

/** Runs an operation for 0, 1, 2 … with a limit of concurrent ones. */
export async function forEach(
  count: number,
  inFlight: number,
  work: (number: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}
