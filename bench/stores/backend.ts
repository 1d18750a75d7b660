import type { FeedStore, SessionRecord } from "signet-auth";

/** A store with sessions in it, and the least that can be done through the same client on the same data. */
export interface Backend {
  readonly name: string;
  /** What it runs on and how it is set, for the reader. */
  readonly about: string;
  readonly store: FeedStore;
  /** `null` where there is no client between the store and its data. */
  readonly bare: Bare | null;
  /** Bytes that all sessions take together, indexes among them; and what they are, in words. */
  bytes(): Promise<{ readonly total: number; readonly detail: string }>;
}

/** One bare statement or command each, prepared where the client can; and what it is, in words. */
export interface Bare {
  readonly how: {
    readonly [Operation in "read" | "insert" | "renew" | "remove" | "list"]: string;
  };
  /** Finds the session of a credential. */
  read(credential: string): unknown;
  /** Adds a session, and nothing else. */
  insert(record: SessionRecord): unknown;
  /** Moves a session's times, whatever they were. */
  renew(record: SessionRecord): unknown;
  remove(id: string): unknown;
  /** What is kept of a user's sessions; `ids` are theirs. */
  list(userId: string, ids: readonly string[]): unknown;
  /** The data of the session that `read` found. */
  dataOf(found: unknown): unknown;
  /** How many sessions `list` found. */
  countOf(found: unknown): number;
}

/** So many sessions to put into a store: those of the numbers from 0. */
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

/** Does something for 0, 1, 2 … with so many going on at any moment. */
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
