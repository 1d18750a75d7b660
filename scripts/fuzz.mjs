// npm run fuzz -- --seconds 600 --seed 7: strange tokens, headers, payloads and keys for the library as built.
import { requireNode } from "./setup/require-node.mjs";

requireNode();
// Imported only now: an older Node could not even parse what follows.
import("./fuzz/run.mjs");
