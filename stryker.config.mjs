/**
 * Configures Stryker, which changes the code of the token layer and checks whether a test fails.
 * docs/tokens-proofs.md has the command. A run takes most of an hour, so `npm test` does not include one and
 * Stryker is not in devDependencies.
 */
export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner", "./test/mutation/messages.mjs"],
  vitest: { configFile: "test/mutation/vitest.config.mjs", related: false },
  mutate: ["packages/signet/src/token/**/*.ts", "!packages/signet/src/token/**/*.{test,test-d}.ts"],
  ignorers: ["messages"],
  // Types are removed and not checked, so type errors in a mutant do not matter.
  disableTypeChecks: false,
  concurrency: 2,
  timeoutMS: 4_000,
  reporters: ["clear-text", "json", "progress-append-only"],
  jsonReporter: { fileName: ".stryker-tmp/mutation.json" },
  incrementalFile: ".stryker-tmp/incremental.json",
  ignorePatterns: ["apps", "bench", "dist", ".next", ".data"],
};
