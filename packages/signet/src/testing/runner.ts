/** The part of a test runner that the suites need: `test` of Vitest, Jest or `node:test` fits. */
export type TestFunction = (name: string, body: () => Promise<void>) => unknown;
