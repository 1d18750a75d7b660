import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const token = "packages/signet/src/token";
const root = fileURLToPath(new URL("../..", import.meta.url));

/** What Stryker asks about a mutant: the unit tests of the token layer, without the slow proofs. */
export default defineConfig({
  root,
  resolve: { alias: { "#crypto": `${root}${token}/crypto/node/chosen.ts` } },
  test: {
    setupFiles: ["test/harness/properties.ts"],
    // What Stryker put in to watch makes everything slower.
    testTimeout: 60_000,
    include: [`${token}/**/*.test.ts`],
    exclude: ["bit-flips", "differential", "ladder"].map((name) => `${token}/${name}.test.ts`),
  },
});
