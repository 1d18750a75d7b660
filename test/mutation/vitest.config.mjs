import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const token = "packages/signet/src/token";
const root = fileURLToPath(new URL("../..", import.meta.url));

/** The tests that Stryker runs for each mutant: the unit tests of the token layer, without the slow ones. */
export default defineConfig({
  root,
  resolve: { alias: { "#crypto": `${root}${token}/crypto/node/chosen.ts` } },
  test: {
    setupFiles: ["test/harness/properties.ts"],
    // The instrumentation of Stryker makes the code slower.
    testTimeout: 60_000,
    include: [`${token}/**/*.test.ts`],
    exclude: ["bit-flips", "differential", "ladder"].map((name) => `${token}/${name}.test.ts`),
  },
});
