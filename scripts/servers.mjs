// npm run servers: PostgreSQL, Redis and a Redis Cluster to try things on, until Ctrl+C.
import { requireNode } from "./setup/require-node.mjs";

requireNode();
// Imported only now: an older Node could not even parse what follows.
import("./servers/run.mjs");
