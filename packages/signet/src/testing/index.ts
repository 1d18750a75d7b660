export { type TestBrowser, testBrowser } from "./browser.ts";
export { type TestClock, testClock } from "./clock.ts";
export { testRecord } from "./records.ts";
export type { TestFunction } from "./runner.ts";
export { type StoreSuiteOptions, storeSuite } from "./store-suite.ts";
export { type StrategySuiteOptions, strategySuite } from "./strategy-suite.ts";
