import { expect, test } from "vitest";
import { storesOf } from "../harness/library-copy.ts";
import { type Mutant, mutantLibrary } from "../harness/mutant-library.ts";
import { openStore } from "../harness/open-store.ts";
import { REPLICA_MUTANTS, type ReplicaMutant } from "../harness/replica-mutants.ts";
import { laggingReplica } from "./environments/lagging-replica.ts";
import { type OutageReport, outage } from "./scenarios/outage.ts";

/** How long the application uses the lagging server; milliseconds. */
const DURING = 1_500;
const names = Object.keys(REPLICA_MUTANTS) as ReplicaMutant[];

test.each(names)(
  "the outage scenario finds a %s store that does not check whether its server is the primary",
  async (name) => {
    // suite.ts runs the same scenario with the correct library.
    const { wrong } = await runOutage(name, REPLICA_MUTANTS[name]);
    expect(wrong).toContain("a session that was ended on the primary was read as active");
  },
);

async function runOutage(name: ReplicaMutant, mutant: Mutant): Promise<OutageReport> {
  const library = mutantLibrary(mutant);
  const environment = await laggingReplica[name]();
  try {
    const { store, close } = await openStore(environment.address, await storesOf(library));
    try {
      const [fault] = environment.faults;
      if (fault === undefined) throw new Error("The environment has no fault.");
      return await outage(store, fault, DURING);
    } finally {
      await close();
    }
  } finally {
    await environment.stop();
    library.remove();
  }
}
