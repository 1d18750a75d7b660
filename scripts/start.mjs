// npm start: install what is missing, build what changed, serve the Lab.
import { requireNode } from "./setup/require-node.mjs";

requireNode();
// Imported only now: an older Node could not even parse what follows.
import("./start/lab.mjs");
