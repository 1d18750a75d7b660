// npm run build: the library alone.
import { requireNode } from "./setup/require-node.mjs";

requireNode();
// Imported only now: an older Node could not even parse what follows.
import("./build/run.mjs");
