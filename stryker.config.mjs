/**
 * Does a test fail for each line of the token layer? Run it as docs/tokens-proofs.md says; it takes the
 * better part of an hour, so that nothing else fetches what it needs.
 */
export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner", "./test/mutation/messages.mjs"],
  vitest: { configFile: "test/mutation/vitest.config.mjs", related: false },
  mutate: ["packages/signet/src/token/**/*.ts", "!packages/signet/src/token/**/*.{test,test-d}.ts"],
  ignorers: ["messages"],
  // Node strips the types; nobody compiles.
  disableTypeChecks: false,
  concurrency: 2,
  timeoutMS: 4_000,
  reporters: ["clear-text", "json", "progress-append-only"],
  jsonReporter: { fileName: ".stryker-tmp/mutation.json" },
  incrementalFile: ".stryker-tmp/incremental.json",
  ignorePatterns: ["apps", "bench", "dist", ".next", ".data"],
};
