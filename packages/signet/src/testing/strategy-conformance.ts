import type { Strategy } from "../strategy/contract.ts";
import type { TestFunction } from "./runner.ts";
import { aliveCases } from "./strategy/alive.ts";
import { forgeryCases } from "./strategy/forgery.ts";
import { lifetimeCases } from "./strategy/lifetime.ts";
import { sessionCases } from "./strategy/session.ts";
import { signOutCases } from "./strategy/sign-out.ts";
import { textCases } from "./strategy/text.ts";

/**
 * What every strategy must do, whatever it keeps and wherever, as tests for a runner of your choice.
 *
 * @param makeStrategy a strategy with a fresh store of its own, if it keeps one.
 * @param test `test` of Vitest, Jest or `node:test`.
 */
export function strategyConformance(
  makeStrategy: () => Promise<Strategy>,
  test: TestFunction,
): void {
  const options = { makeStrategy, test };
  sessionCases(options);
  lifetimeCases(options);
  aliveCases(options);
  signOutCases(options);
  forgeryCases(options);
  textCases(options);
}
