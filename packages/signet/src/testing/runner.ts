/** The `test` function of a test runner. Those of Vitest, Jest and `node:test` fit. */
export type TestFunction = (name: string, body: () => Promise<void>) => unknown;
