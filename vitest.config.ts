import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Slow or strange machines are no reason to fail; what hangs for half a minute is.
const patient = { testTimeout: 30_000 };
const slow = { testTimeout: 30_000, hookTimeout: 60_000, fileParallelism: false };

// The token layer against what others wrote, and against all inputs of a kind: docs/tokens-proofs.md.
const proofs = [
  "packages/signet/src/token/{vectors,differential,key-forms,bit-flips,ladder}.test.ts",
  "test/tokens/{fuzz,ladder}/*.test.ts",
];

const source = (path: string) =>
  fileURLToPath(new URL(`packages/signet/src/${path}`, import.meta.url));

// What package.json does for the built library: what "#crypto" and "#channel" stand for.
const chosen = (build: "node" | "web") => ({
  alias: {
    "#crypto": source(`token/crypto/${build}/chosen.ts`),
    "#channel": source(build === "node" ? "engine/channel/node.ts" : "engine/channel/none.ts"),
  },
});

// One project a suite of `npm test`; see scripts/test/suites.mjs.
export default defineConfig({
  resolve: chosen("node"),
  test: {
    // Every core: by default one is left free, which is half of a machine with two.
    maxWorkers: "100%",
    execArgv: ["--disable-warning=ExperimentalWarning"],
    projects: [
      {
        extends: true,
        test: {
          ...patient,
          name: "architecture",
          include: ["test/architecture.test.ts", "test/biome.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          ...patient,
          name: "unit",
          setupFiles: ["test/harness/properties.ts"],
          include: [
            "packages/*/src/**/*.test.ts",
            "apps/lab/**/*.test.ts",
            "scripts/**/*.test.ts",
            "test/stores/*.test.ts",
          ],
          exclude: ["**/node_modules/**", "**/.next/**", ...proofs],
        },
      },
      {
        extends: true,
        test: {
          ...patient,
          name: "proofs",
          setupFiles: ["test/harness/properties.ts"],
          include: [...proofs],
        },
      },
      {
        // The engine once more, on the build that Edge, Workers, Deno, Bun and browsers get.
        extends: true,
        resolve: chosen("web"),
        test: {
          ...patient,
          name: "web",
          setupFiles: ["test/harness/properties.ts"],
          include: [
            "packages/signet/src/{duration,engine/*,next/types}.test.ts",
            "packages/signet/src/strategy/**/*.test.ts",
            "packages/signet/src/token/engine/{signed-codec,sealed-codec,opaque}.test.ts",
            "packages/signet/src/endpoints/*.test.ts",
          ],
          exclude: [
            // The order of calls to a store does not depend on the build.
            "packages/signet/src/strategy/accept/{ends,orders}.test.ts",
            // There is no diagnostics channel outside of Node.
            "packages/signet/src/engine/metrics.test.ts",
          ],
        },
      },
      {
        extends: true,
        test: { ...slow, name: "integration", include: ["test/integration/*.test.ts"] },
      },
      {
        extends: true,
        test: { ...slow, name: "redis", include: ["test/integration/redis/**/*.test.ts"] },
      },
      {
        extends: true,
        test: { ...slow, name: "postgres", include: ["test/integration/postgres/**/*.test.ts"] },
      },
      {
        // Faults and races on the real things; figures are printed.
        extends: true,
        test: {
          ...slow,
          name: "faults",
          testTimeout: 120_000,
          setupFiles: ["test/harness/properties.ts"],
          include: ["test/faults/**/*.test.ts"],
        },
      },
      {
        // The promise of hybrid(), and that its checker finds it broken.
        extends: true,
        test: {
          ...slow,
          name: "hybrid",
          testTimeout: 120_000,
          include: ["test/hybrid/**/*.test.ts"],
        },
      },
      { extends: true, test: { ...slow, name: "system", include: ["test/system/**/*.test.ts"] } },
      { extends: true, test: { ...slow, name: "browser", include: ["test/browser/**/*.test.ts"] } },
    ],
  },
});
