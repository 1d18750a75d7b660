import type { Fault } from "../scenarios/outage.ts";

/** What can go wrong with one store, on servers of its own. */
export interface Trouble {
  /** The store as the application reaches it, all the while. */
  readonly address: string;
  readonly faults: readonly Fault[];
  readonly stop: () => Promise<void>;
}

/** What can go wrong with the stores of one kind. */
export interface Troubles {
  /** Each is started when its turn comes. */
  readonly troubles: readonly (() => Promise<Trouble>)[];
  /** What could not be tried on this machine, and why; a line each. */
  readonly untried: readonly string[];
}
