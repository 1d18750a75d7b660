// Runs an npm command, for example `node scripts/run.mjs test unit architecture`. The comments below show
// the arguments of each command.
import { requireNode } from "./setup/require-node.mjs";

requireNode();

// Commands are imported only here: an older Node cannot parse them, but it can parse this file.
const program = (path) => () =>
  import("./build/run-with-library.mjs").then(({ runWithLibrary }) => runWithLibrary(path));

const COMMANDS = {
  // Installs missing packages, builds what changed, and serves the Lab.
  start: () => import("./start/lab.mjs"),
  // Runs all suites, or the named ones: `unit browser`.
  test: () => import("./test/run.mjs"),
  // Builds only the library.
  build: () => import("./build/run.mjs"),
  // Starts PostgreSQL, Redis and a Redis Cluster, or the named ones. They run until Ctrl+C.
  servers: () => import("./servers/run.mjs"),
  // Measures the built library: `hs256 --quick`.
  bench: program("bench/main.ts"),
  // Gives malformed tokens, headers, payloads and keys to the built library: `--seconds 600 --seed 7`.
  fuzz: program("test/tokens/fuzz/main.mjs"),
  // Causes faults and races on real stores, in a long run: `sqlite postgres --rounds 200 --seed 7`.
  faults: program("test/faults/main.ts"),
  // Tries to break the guarantee of hybrid(), in a long run: `sqlite redis --reads 1000000 --seed 7`.
  proof: program("test/hybrid/main.ts"),
};

// The command reads the other arguments from process.argv.
const [name = ""] = process.argv.splice(2, 1);
if (Object.hasOwn(COMMANDS, name)) {
  COMMANDS[name]();
} else {
  const known = Object.keys(COMMANDS).join(", ");
  console.error(`There is no command called ${JSON.stringify(name)}. The commands are: ${known}.`);
  process.exitCode = 1;
}
