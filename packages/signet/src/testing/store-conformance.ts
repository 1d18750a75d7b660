import type { Store } from "../store/contract.ts";
import type { TestFunction } from "./runner.ts";
import { adoptionCases } from "./store/adoption.ts";
import { barCases } from "./store/bar.ts";
import { limitCases } from "./store/limit.ts";
import { sessionCases } from "./store/session.ts";
import { userCases } from "./store/user.ts";

/**
 * Registers the tests that every {@link Store} must pass, with the `test` function of any runner.
 *
 * @param makeStore returns an empty store for each test.
 * @param test the `test` function of Vitest, Jest or `node:test`.
 *
 * @example
 * ```ts
 * import { test } from "node:test";
 * import { memoryStore } from "signet-auth";
 * import { storeConformance } from "signet-auth/testing";
 *
 * storeConformance(async () => memoryStore(), test);
 * ```
 */
export function storeConformance(makeStore: () => Promise<Store>, test: TestFunction): void {
  sessionCases(makeStore, test);
  userCases(makeStore, test);
  limitCases(makeStore, test);
  adoptionCases(makeStore, test);
  barCases(makeStore, test);
}
