import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// A test may be slow on a slow machine. A test that takes longer than 30 seconds hangs.
const parallel = { testTimeout: 30_000 };
const serial = { testTimeout: 30_000, hookTimeout: 60_000, fileParallelism: false };

// Slow tests of the token layer: published vectors, other libraries and large sets of inputs.
// See docs/tokens-proofs.md. And the tests of the drop-ins, which run the libraries that they replace.
const proofs = [
  "packages/signet/src/dropin/**/*.test.ts",
  "packages/signet/src/token/{suite,vectors,differential,key-forms,bit-flips,ladder}.test.ts",
  "test/tokens/{fuzz,ladder}/*.test.ts",
];

// The tests of sign-in hash passwords, and play attacks against whole sites.
const signIn = ["packages/signet/src/{sign-in,accounts}/**/*.test.ts"];

const source = (path: string) =>
  fileURLToPath(new URL(`packages/signet/src/${path}`, import.meta.url));

// Resolves the names of `imports` in package.json to sources, as package.json resolves them to built files.
const aliasesOf = (build: "node" | "web") => ({
  alias: {
    "@": fileURLToPath(new URL("apps/lab", import.meta.url)),
    "#crypto": source(`token/crypto/${build}/chosen.ts`),
    "#iron-crypto": source(`dropin/iron-session/crypto/${build}.ts`),
    "#channel": source(build === "node" ? "engine/channel/node.ts" : "engine/channel/none.ts"),
  },
});

// Each project is a suite of `npm test`. See scripts/test/suites.mjs.
export default defineConfig({
  resolve: aliasesOf("node"),
  test: {
    // Use every core. Vitest leaves one core free by default, which is half of a machine with two cores.
    maxWorkers: "100%",
    execArgv: ["--disable-warning=ExperimentalWarning"],
    projects: [
      {
        extends: true,
        test: {
          ...parallel,
          name: "architecture",
          include: ["test/architecture.test.ts", "test/biome.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          ...parallel,
          name: "unit",
          setupFiles: ["test/harness/properties.ts"],
          include: [
            "packages/*/src/**/*.test.ts",
            "apps/lab/**/*.test.ts",
            "scripts/**/*.test.ts",
            "test/stores/*.test.ts",
          ],
          exclude: [
            "**/node_modules/**",
            "**/.next/**",
            "apps/lab/content/**",
            "packages/sandbox/**",
            ...proofs,
            ...signIn,
          ],
        },
      },
      {
        extends: true,
        test: {
          ...parallel,
          name: "sign-in",
          setupFiles: ["test/harness/properties.ts"],
          include: [...signIn],
        },
      },
      {
        // Runs every answer of the practice, and tests the sandbox in which answers run.
        extends: true,
        test: {
          ...parallel,
          name: "practice",
          setupFiles: ["test/harness/properties.ts"],
          include: ["apps/lab/content/*.test.ts", "packages/sandbox/**/*.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          ...parallel,
          name: "proofs",
          setupFiles: ["test/harness/properties.ts"],
          include: [...proofs],
        },
      },
      {
        // Tests of the engine on the build for Edge, Workers, Deno, Bun and browsers.
        extends: true,
        resolve: aliasesOf("web"),
        test: {
          ...parallel,
          name: "web",
          setupFiles: ["test/harness/properties.ts"],
          include: [
            "packages/signet/src/{duration,engine/*,next/types}.test.ts",
            "packages/signet/src/strategy/**/*.test.ts",
            "packages/signet/src/token/engine/{signed-codec,sealed-codec,opaque}.test.ts",
            "packages/signet/src/endpoints/*.test.ts",
            "packages/signet/src/dropin/iron-session/{seal,session,chunks,differences,one-response}.test.ts",
            "packages/signet/src/dropin/next-auth/{jwt,middleware}/*.test.ts",
          ],
          exclude: [
            // The order of calls to a store does not depend on the build.
            "packages/signet/src/strategy/accept/{ends,orders}.test.ts",
            // Diagnostics channels exist only in Node.
            "packages/signet/src/engine/metrics.test.ts",
          ],
        },
      },
      {
        extends: true,
        test: { ...serial, name: "integration", include: ["test/integration/{*,oauth/*}.test.ts"] },
      },
      {
        extends: true,
        test: { ...serial, name: "redis", include: ["test/integration/redis/**/*.test.ts"] },
      },
      {
        extends: true,
        test: { ...serial, name: "postgres", include: ["test/integration/postgres/**/*.test.ts"] },
      },
      {
        // Faults and races on real servers. The tests print figures.
        extends: true,
        test: {
          ...serial,
          name: "faults",
          testTimeout: 120_000,
          setupFiles: ["test/harness/properties.ts"],
          include: ["test/faults/**/*.test.ts"],
        },
      },
      {
        // The guarantee of hybrid(), and tests that its checker reports a broken guarantee.
        extends: true,
        test: {
          ...serial,
          name: "hybrid",
          testTimeout: 120_000,
          include: ["test/hybrid/**/*.test.ts"],
        },
      },
      {
        // Several tests build an app, and the suite runs beside others.
        extends: true,
        test: {
          ...serial,
          name: "system",
          testTimeout: 120_000,
          include: ["test/system/**/*.test.ts"],
        },
      },
      {
        extends: true,
        // Most of these tests wait for servers and pages, so two files run at once.
        test: {
          ...serial,
          fileParallelism: true,
          name: "browser",
          testTimeout: 60_000,
          include: ["test/browser/**/*.test.ts"],
          exclude: ["test/browser/practice/**"],
        },
      },
      {
        // Programs of learners have a limit of work, so these pages get the whole machine.
        extends: true,
        test: {
          ...serial,
          name: "practice-pages",
          include: ["test/browser/practice/*.test.ts"],
        },
      },
    ],
  },
});
