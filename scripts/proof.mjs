// npm run proof -- sqlite redis --reads 1000000 --seed 7: tries to break the promise of hybrid(), at length.
import { requireNode } from "./setup/require-node.mjs";

requireNode();
// Imported only now: an older Node could not even parse what follows.
import("./proof/run.mjs");
