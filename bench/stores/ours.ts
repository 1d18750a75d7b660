import type { Backend } from "./backend.ts";
import type { Numbered } from "./sessions.ts";

/** Sessions that are read, renewed or listed in turn. */
export const INPUTS = 1_024;

export const ours = (engine: string): string => `signet on ${engine}`;

/** A store with the sessions of the numbers below `stored`. */
export interface Subject {
  readonly backend: Backend;
  readonly sessions: Numbered;
  readonly stored: number;
}

/** Returns the data of a session in a store; `null` when the store does not have it. */
export async function dataIn({ store }: Backend, id: string): Promise<unknown> {
  return JSON.parse((await store.find(id))?.data ?? "null");
}
