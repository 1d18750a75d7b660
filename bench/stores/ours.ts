import type { Backend } from "./backend.ts";
import type { Numbered } from "./sessions.ts";

/** Sessions that are read, renewed or listed in turn. */
export const INPUTS = 1_024;

export const ours = (engine: string): string => `signet on ${engine}`;

/** A store, and the sessions that are in it: those of the numbers below `stored`. */
export interface Subject {
  readonly backend: Backend;
  readonly sessions: Numbered;
  readonly stored: number;
}

/** The data of a session that is in a store by now; `null` when it is not. */
export async function dataIn({ store }: Backend, id: string): Promise<unknown> {
  return JSON.parse((await store.find(id))?.data ?? "null");
}
