// The npm commands: `node scripts/run.mjs test unit architecture`. The comment of each names its arguments.
import { requireNode } from "./setup/require-node.mjs";

requireNode();

// Commands are imported only here: an older Node cannot parse them, but it can parse this file.
const program = (path) => () =>
  import("./build/run-with-library.mjs").then(({ runWithLibrary }) => runWithLibrary(path));

const COMMANDS = {
  // Installs missing packages, builds what changed, and serves the Lab.
  start: () => import("./start/lab.mjs"),
  // Runs every check, or the suites that are named: `unit browser`.
  test: () => import("./test/run.mjs"),
  // Builds the library alone.
  build: () => import("./build/run.mjs"),
  // Starts PostgreSQL, Redis and a Redis Cluster until Ctrl+C, or those that are named.
  servers: () => import("./servers/run.mjs"),
  // Measures the built library: `hs256 --quick`.
  bench: program("bench/main.ts"),
  // Gives strange tokens, headers, payloads and keys to the built library: `--seconds 600 --seed 7`.
  fuzz: program("test/tokens/fuzz/main.mjs"),
  // Causes faults and races on real stores, at length: `sqlite postgres --rounds 200 --seed 7`.
  faults: program("test/faults/main.ts"),
  // Tries to break the promise of hybrid(), at length: `sqlite redis --reads 1000000 --seed 7`.
  proof: program("test/hybrid/main.ts"),
};

// The rest of the arguments are the command's.
const [name = ""] = process.argv.splice(2, 1);
if (Object.hasOwn(COMMANDS, name)) {
  COMMANDS[name]();
} else {
  const known = Object.keys(COMMANDS).join(", ");
  console.error(`There is no command called ${JSON.stringify(name)}. There are: ${known}.`);
  process.exitCode = 1;
}
