import type { Strategy } from "../strategy/contract.ts";
import type { TestFunction } from "./runner.ts";
import { aliveCases } from "./strategy/alive.ts";
import { beginningCases } from "./strategy/beginning.ts";
import { forgeryCases } from "./strategy/forgery.ts";
import { impersonationCases } from "./strategy/impersonation.ts";
import { lifetimeCases } from "./strategy/lifetime.ts";
import { sessionCases } from "./strategy/session.ts";
import { signOutCases } from "./strategy/sign-out.ts";
import { termsCases } from "./strategy/terms.ts";
import { textCases } from "./strategy/text.ts";

/**
 * Registers the tests that every strategy must pass, with the `test` function of any runner.
 *
 * @param makeStrategy returns a new strategy for each test, with an empty store if it needs one.
 * @param test the `test` function of Vitest, Jest or `node:test`.
 *
 * @example
 * ```ts
 * import { test } from "node:test";
 * import { database, memoryStore } from "signet-auth";
 * import { strategyConformance } from "signet-auth/testing";
 *
 * strategyConformance(async () => database({ store: memoryStore() }), test);
 * ```
 */
export function strategyConformance(
  makeStrategy: () => Promise<Strategy>,
  test: TestFunction,
): void {
  const options = { makeStrategy, test };
  sessionCases(options);
  lifetimeCases(options);
  aliveCases(options);
  termsCases(options);
  beginningCases(options);
  impersonationCases(options);
  signOutCases(options);
  forgeryCases(options);
  textCases(options);
}
