import type { FeedStore } from "../store/feed.ts";
import { eventCases } from "./feed/events.ts";
import { pageCases } from "./feed/pages.ts";
import type { TestFunction } from "./runner.ts";

/**
 * Registers the tests that every {@link FeedStore} must pass, with the `test` function of any runner.
 * A `FeedStore` must pass the tests of `storeConformance` too.
 *
 * @param makeStore returns an empty store for each test.
 * @param test the `test` function of Vitest, Jest or `node:test`.
 *
 * @example
 * ```ts
 * import { test } from "node:test";
 * import { memoryStore } from "signet-auth";
 * import { feedConformance } from "signet-auth/testing";
 *
 * feedConformance(async () => memoryStore(), test);
 * ```
 */
export function feedConformance(makeStore: () => Promise<FeedStore>, test: TestFunction): void {
  eventCases(makeStore, test);
  pageCases(makeStore, test);
}
