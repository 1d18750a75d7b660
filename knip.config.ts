import { readFileSync } from "node:fs";
import type { KnipConfig } from "knip";

const manifest = readFileSync("packages/signet/package.json", "utf8");
// The sources of the published entries: "./dist/next/index.js" is built from "src/next/index.ts".
const published = [...manifest.matchAll(/"\.\/dist\/([^"]+)\.js"/g)].map(
  ([, at]) => `src/${at}.ts!`,
);

// An exclamation mark adds a pattern to production mode, where tests do not count as users of code.
const config: KnipConfig = {
  // A type in an exported signature is exported, so that callers can name the type.
  ignoreExportsUsedInFile: { interface: true, type: true },
  // signet-auth/next needs next and react. An app that imports signet-auth/next has both installed.
  exclude: ["optionalPeerDependencies"],
  workspaces: {
    ".": {
      project: ["scripts/**/*.{mjs,ts}"],
      ignoreDependencies: ["@arethetypeswrong/cli", "publint"],
    },
    "packages/signet": {
      entry: [...published, "src/**/*.{test,test-d}.ts"],
      project: ["src/**/*.ts!", "fixtures/**/*.ts", "!src/**/*.{test,test-d,fixture}.ts!"],
      // jsonwebtoken is CommonJS, and the tests load it with require().
      ignoreDependencies: ["jsonwebtoken"],
    },
    "packages/sandbox": {
      // The bundler gives these files to programs, or puts them in the place of modules of the library.
      entry: [
        "build/main.ts",
        "src/host/worker.ts",
        "src/guest/{prelude,warm,practice/index}.ts",
        "src/guest/next/{cache,headers,navigation,server}.ts",
        "src/crypto/{index,chosen,asymmetric,content,ecdsa,hmac,import,secret,text}.ts",
        "src/crypto/{iron,node-crypto}.ts",
        "{src,test}/**/*.test.ts",
      ],
      project: ["{src,build,test}/**/*.ts"],
      // Its name is that of a module of Node too.
      ignoreDependencies: ["buffer"],
    },
    // Next includes server-only.
    "apps/lab": { entry: ["provider/main.mjs"], ignoreDependencies: ["server-only"] },
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
      ignore: ["fixture-app/**", "peer-app/**"],
      // System programs. Only fault tests that run as root start mount and umount.
      ignoreBinaries: ["mount", "umount", "openssl"],
      entry: [
        "**/*.test.ts",
        "harness/{supervisor.mjs,iron-world.ts}",
        "mutation/{messages,vitest.config}.mjs",
        "tokens/{fuzz,ladder}/main.mjs",
        "tokens/runtimes/{run,report}.ts",
        "tokens/suite/index.ts",
        "faults/{main,app/main}.ts",
        "hybrid/{main,app/main,mutants/main}.ts",
        "servers.ts",
      ],
      project: ["**/*.{ts,mjs}"],
      // The example of docs/stores.md imports unstorage. Tests create apps with create-next-app, and these apps
      // need the Tailwind packages.
      ignoreDependencies: ["unstorage", "create-next-app", "@tailwindcss/turbopack", "tailwindcss"],
    },
  },
};

export default config;
