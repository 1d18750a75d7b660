export { accountsConformance, usersConformance } from "./accounts-conformance.ts";
export { type TestBrowser, testBrowser } from "./browser.ts";
export { type TestClock, testClock } from "./clock.ts";
export { feedConformance } from "./feed-conformance.ts";
export { testRecord } from "./records.ts";
export type { TestFunction } from "./runner.ts";
export { storeConformance } from "./store-conformance.ts";
export { strategyConformance } from "./strategy-conformance.ts";
