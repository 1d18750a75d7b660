// npm test: every check there is. `npm test -- unit browser` runs only the suites named.
import { requireNode } from "./setup/require-node.mjs";

requireNode();
// Imported only now: an older Node could not even parse what follows.
import("./test/run.mjs");
