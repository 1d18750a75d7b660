// npm run bench: measures the library as built. `npm run bench -- hs256 --quick` asks one question.
import { requireNode } from "./setup/require-node.mjs";

requireNode();
// Imported only now: an older Node could not even parse what follows.
import("./bench/run.mjs");
