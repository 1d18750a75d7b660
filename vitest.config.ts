import { defineConfig } from "vitest/config";

const slow = { testTimeout: 30_000, hookTimeout: 60_000, fileParallelism: false };

// One project a suite of `npm test`; see scripts/test/suites.mjs.
export default defineConfig({
  test: {
    execArgv: ["--disable-warning=ExperimentalWarning"],
    projects: [
      { extends: true, test: { name: "house", include: ["test/house.test.ts"] } },
      {
        extends: true,
        test: {
          name: "unit",
          setupFiles: ["test/harness/properties.ts"],
          include: ["packages/*/src/**/*.test.ts", "apps/lab/**/*.test.ts", "scripts/**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/.next/**"],
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
      { extends: true, test: { ...slow, name: "system", include: ["test/system/**/*.test.ts"] } },
      { extends: true, test: { ...slow, name: "browser", include: ["test/browser/**/*.test.ts"] } },
    ],
  },
});
