import {
  appBuilds,
  architecture,
  benchAnswers,
  libraryBuild,
  lint,
  packageChecks,
  types,
} from "./checks.mjs";
import { postgres } from "./postgres.mjs";
import { runtimes } from "./runtimes.mjs";
import { vitest } from "./vitest.mjs";

/**
 * All suites, in the order in which they run. `needs` lists programs, and `after` names a suite that must
 * succeed first. `beside` names a suite before it that starts at the same time, and `behind` one whose end it
 * waits for: suites that mostly wait for servers share the machine.
 */
export const suites = [
  { name: "build", sentence: "The library and the sandbox build", run: libraryBuild },
  {
    name: "lint",
    sentence: "Every file has the format of Biome and keeps its lint rules",
    run: lint,
  },
  { name: "types", sentence: "All sources and type tests compile", run: types },
  {
    name: "architecture",
    sentence: "The sources keep the architecture rules, and each rule can fail",
    run: architecture,
  },
  {
    name: "packages",
    sentence: "The package is ready to publish, and no code is unused",
    run: packageChecks,
  },
  { name: "unit", sentence: "Each module works by itself", run: vitest("unit") },
  {
    name: "sign-in",
    sentence: "Each sign-in method keeps its requirements, and attacks on it fail",
    run: vitest("sign-in"),
  },
  {
    name: "practice",
    sentence:
      "Every answer of the practice is right or wrong as it says, and programs stay in the sandbox",
    run: vitest("practice"),
  },
  {
    name: "proofs",
    sentence:
      "Tokens and drop-ins agree with the RFCs and other libraries, and changed or malformed tokens are refused",
    run: vitest("proofs"),
  },
  {
    name: "web",
    sentence: "The engine works the same on Web Cryptography as on Node",
    run: vitest("web"),
  },
  {
    name: "runtimes",
    sentence: "Tokens work the same under Deno, Bun and workerd",
    run: runtimes,
  },
  {
    name: "integration",
    sentence: "The modules and the npm commands work together",
    run: vitest("integration"),
  },
  {
    name: "hybrid",
    sentence: "hybrid() refuses revoked sessions within the stated time, also during faults",
    needs: ["redis", "postgres"],
    run: vitest("hybrid"),
  },
  {
    name: "bench",
    beside: "hybrid",
    sentence: "Every benchmark gets correct results",
    needs: ["redis", "postgres"],
    run: benchAnswers,
  },
  {
    name: "apps",
    behind: "bench",
    sentence:
      "The Lab, the example app, the fixture app and the apps of the peers build for production",
    run: appBuilds,
  },
  {
    name: "system",
    sentence: "The apps work over HTTP",
    after: "apps",
    needs: ["redis", "postgres"],
    run: vitest("system"),
  },
  {
    name: "faults",
    beside: "system",
    sentence: "Stores keep their guarantees under kill -9, outages and races",
    needs: ["redis", "postgres"],
    run: vitest("faults"),
  },
  {
    name: "redis",
    beside: "system",
    sentence: "The Redis store works on real servers",
    needs: ["redis"],
    run: vitest("redis"),
  },
  {
    name: "postgres",
    behind: "redis",
    sentence: "The PostgreSQL store works on real servers",
    needs: ["postgres", "pgbouncer"],
    run: postgres,
  },
  {
    name: "browser",
    sentence: "The apps work in a real browser",
    after: "apps",
    needs: ["chromium", "redis"],
    run: vitest("browser"),
  },
  {
    name: "practice-pages",
    sentence: "The practice works in a real browser, by mouse, keyboard and touch",
    after: "apps",
    needs: ["chromium", "redis"],
    run: vitest("practice-pages"),
  },
];
