import { readFileSync } from "node:fs";
import type { KnipConfig } from "knip";

const manifest = readFileSync("packages/signet/package.json", "utf8");
// The published entries as sources: "./dist/next/index.js" is made of "src/next/index.ts".
const published = [...manifest.matchAll(/"\.\/dist\/([^"]+)\.js"/g)].map(
  ([, at]) => `src/${at}.ts!`,
);

// An exclamation mark means: counts in production too, where tests do not.
const config: KnipConfig = {
  // A type that an exported signature names is exported so that a reader can name it too.
  ignoreExportsUsedInFile: { interface: true, type: true },
  // signet-auth/next stands on next and react, and who imports it has them.
  exclude: ["optionalPeerDependencies"],
  workspaces: {
    ".": {
      project: ["scripts/**/*.{mjs,ts}"],
      ignoreDependencies: ["@arethetypeswrong/cli", "publint"],
    },
    "packages/signet": {
      entry: [...published, "src/**/*.{test,test-d}.ts"],
      project: ["src/**/*.ts!", "!src/**/*.{test,test-d,fixture}.ts!"],
      // Its tests require it, because it is CommonJS.
      ignoreDependencies: ["jsonwebtoken"],
    },
    // Next brings server-only itself.
    "apps/lab": { ignoreDependencies: ["server-only"] },
    bench: {
      entry: [
        "*.{ts,mts,mjs}",
        "hybrid/reader.ts",
        "routes-app/{proxy,next.config}.ts",
        "routes-app/app/**/*.{ts,tsx}",
      ],
      project: ["**/*.{ts,tsx,mts,mjs}"],
    },
    test: {
      ignore: ["fixture-app/**"],
      // The system's, and only for root.
      ignoreBinaries: ["mount", "umount"],
      entry: [
        "**/*.test.ts",
        "harness/supervisor.mjs",
        "mutation/{messages,vitest.config}.mjs",
        "tokens/{fuzz,ladder}/main.mjs",
        "tokens/runtimes/{run,report}.ts",
        "tokens/suite/index.ts",
        "faults/{main,app/main}.ts",
        "hybrid/{main,app/main,mutants/main}.ts",
        "servers.ts",
      ],
      project: ["**/*.{ts,mjs}"],
      // The example of docs/stores.md stands on the first; apps that create-next-app makes on the others.
      ignoreDependencies: ["unstorage", "create-next-app", "@tailwindcss/turbopack", "tailwindcss"],
    },
  },
};

export default config;
