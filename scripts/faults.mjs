// npm run faults -- sqlite postgres --rounds 200 --seed 7: faults and races on real stores, at length.
import { requireNode } from "./setup/require-node.mjs";

requireNode();
// Imported only now: an older Node could not even parse what follows.
import("./faults/run.mjs");
