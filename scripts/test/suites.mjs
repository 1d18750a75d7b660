import {
  appBuilds,
  architecture,
  benchAnswers,
  libraryBuild,
  lint,
  packageChecks,
  types,
} from "./checks.mjs";
import { runtimes } from "./runtimes.mjs";
import { vitest } from "./vitest.mjs";

/** Every suite in the order it runs: a name to call it by, a sentence, and what it cannot do without. */
export const suites = [
  { name: "build", sentence: "The library builds", run: libraryBuild },
  { name: "lint", sentence: "Every file is tidy", run: lint },
  { name: "types", sentence: "What should compile does, and what should not does not", run: types },
  {
    name: "architecture",
    sentence: "The rules of the architecture hold, and each of them can fail",
    run: architecture,
  },
  { name: "packages", sentence: "The library is sound as it is published", run: packageChecks },
  { name: "unit", sentence: "Every part does what its file says", run: vitest("unit") },
  {
    name: "proofs",
    sentence: "Tokens hold against the RFCs, the peers, every flipped bit and strange inputs",
    run: vitest("proofs"),
  },
  {
    name: "web",
    sentence: "The engine does the same on Web Cryptography as on Node",
    run: vitest("web"),
  },
  {
    name: "runtimes",
    sentence: "Tokens are the same under Deno, Bun and workerd",
    run: runtimes,
  },
  {
    name: "integration",
    sentence: "The parts and the commands work together",
    run: vitest("integration"),
  },
  { name: "redis", sentence: "A real Redis answers", needs: ["redis"], run: vitest("redis") },
  {
    name: "postgres",
    sentence: "A real PostgreSQL answers",
    needs: ["postgres", "pgbouncer"],
    run: vitest("postgres"),
  },
  {
    name: "faults",
    sentence: "Stores keep their word under kill -9, outages and races",
    needs: ["redis", "postgres"],
    run: vitest("faults"),
  },
  {
    name: "hybrid",
    sentence: "What ended is refused within the stated time, whatever befalls it",
    needs: ["redis", "postgres"],
    run: vitest("hybrid"),
  },
  {
    name: "bench",
    sentence: "Every contestant of the bench answers rightly",
    needs: ["redis", "postgres"],
    run: benchAnswers,
  },
  { name: "apps", sentence: "The Lab and the fixture app build for production", run: appBuilds },
  {
    name: "system",
    sentence: "The whole system answers over HTTP",
    after: "apps",
    needs: ["redis", "postgres"],
    run: vitest("system"),
  },
  {
    name: "browser",
    sentence: "A person can use it in a real browser",
    after: "apps",
    needs: ["chromium", "redis"],
    run: vitest("browser"),
  },
];
