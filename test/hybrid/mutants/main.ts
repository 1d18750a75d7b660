// main.ts <folder of a library> <mutant>: runs the scenario of a mutant, and sends the verdict of the checker.
import { entryOf, storesOf } from "../../harness/library-copy.ts";
import { check } from "../checker/check.ts";
import { feedScenarios } from "./feed-scenarios.ts";
import { startFeedServers } from "./feed-servers.ts";
import { runMovedScenario } from "./moved-scenario.ts";
import { runReplicaScenario } from "./replica-scenario.ts";
import type { History, Library } from "./two-servers.ts";

const [path = "", name = ""] = process.argv.slice(2);
const library: Library = await import(entryOf({ path }, "index.js"));

async function run(): Promise<History> {
  if (name in feedScenarios) {
    const servers = startFeedServers(library);
    await feedScenarios[name as keyof typeof feedScenarios](servers);
    return servers.history();
  }
  if (name === "moved") return runMovedScenario(library);
  if (name === "redis" || name === "postgres") {
    return runReplicaScenario(library, await storesOf({ path }), name);
  }
  throw new Error(`Unknown mutant: ${name}.`);
}

const { operations, seen } = await run();
process.send?.({ ...check(operations, seen), seen }, () => process.exit());
