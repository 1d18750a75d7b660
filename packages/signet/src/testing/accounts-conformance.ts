import type { Accounts, Users } from "../accounts/contract.ts";
import { authenticatorCases } from "./accounts/authenticators.ts";
import { oneTimeCases } from "./accounts/one-time.ts";
import { removalCases } from "./accounts/removal.ts";
import { userCases } from "./accounts/users.ts";
import type { TestFunction } from "./runner.ts";

/**
 * Registers the tests that every {@link Accounts} must pass, with the `test` function of any runner.
 *
 * @param makeAccounts returns an empty account store for each test.
 * @param test the `test` function of Vitest, Jest or `node:test`.
 *
 * @example
 * ```ts
 * import { test } from "node:test";
 * import { memoryAccounts } from "signet-auth/accounts";
 * import { accountsConformance } from "signet-auth/testing";
 *
 * accountsConformance(async () => memoryAccounts(), test);
 * ```
 */
export function accountsConformance(
  makeAccounts: () => Promise<Accounts>,
  test: TestFunction,
): void {
  usersConformance(async () => (await makeAccounts()).users, test);
  authenticatorCases(makeAccounts, test);
  removalCases(makeAccounts, test);
  oneTimeCases(makeAccounts, test);
}

/**
 * Registers the tests that {@link Users} on an application's own table must pass. They are part of
 * {@link accountsConformance}.
 *
 * @param makeUsers returns an empty table for each test.
 * @param test the `test` function of Vitest, Jest or `node:test`.
 *
 * @example
 * ```ts
 * import { test } from "node:test";
 * import { memoryAccounts } from "signet-auth/accounts";
 * import { usersConformance } from "signet-auth/testing";
 *
 * usersConformance(async () => memoryAccounts().users, test);
 * ```
 */
export function usersConformance(makeUsers: () => Promise<Users>, test: TestFunction): void {
  userCases(makeUsers, test);
}
