import type { Strategy } from "../strategy/contract.ts";
import type { TestFunction } from "./runner.ts";
import { forgeryCases } from "./strategy/forgery.ts";
import { lifetimeCases } from "./strategy/lifetime.ts";
import { sessionCases } from "./strategy/session.ts";
import { signOutCases } from "./strategy/sign-out.ts";

export interface StrategySuiteOptions {
  readonly test: TestFunction;
  /** A strategy with a fresh store of its own, if it keeps one. */
  readonly makeStrategy: () => Promise<Strategy>;
}

/** What every strategy must do, whatever it keeps and wherever. */
export function strategySuite(options: StrategySuiteOptions): void {
  sessionCases(options);
  lifetimeCases(options);
  signOutCases(options);
  forgeryCases(options);
}
