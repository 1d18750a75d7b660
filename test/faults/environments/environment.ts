import type { Fault } from "../scenarios/outage.ts";

/** The servers of one store, and the faults that can be injected into them. */
export interface Environment {
  /** The address of the store for the application. It does not change during a fault. */
  readonly address: string;
  readonly faults: readonly Fault[];
  readonly stop: () => Promise<void>;
}

/** All environments of one kind of store. */
export interface Environments {
  /** Functions that start the environments. Only one environment runs at a time. */
  readonly environments: readonly (() => Promise<Environment>)[];
  /** The faults that this machine cannot inject, and the reasons; a line each. */
  readonly untried: readonly string[];
}
