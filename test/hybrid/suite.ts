import { expect, test } from "vitest";
import type { TargetName } from "../harness/targets.ts";
import { type Report, runScenario } from "./scenario.ts";
import { startHybridTarget } from "./targets.ts";

/** PROOF_SEED repeats the random choices of a run. It cannot repeat the timing of the processes. */
const seed = Number(process.env["PROOF_SEED"] ?? Date.now() % 1_000_000);
const SHORT = {
  reads: 5_000,
  revokes: 100,
  time: 6_000,
  maxStaleness: 2_000,
  longest: 2_500,
  readers: 2,
  writers: 2,
  seed,
};

/** Defines the tests of the staleness bound: the short form of `npm run proof`. */
export function testStalenessBound(name: TargetName): void {
  test.each([
    ["hybrid()", false],
    ["hybrid() that accepts jwt() and database() of another store", true],
  ])(
    `during faults of ${name}, %s refuses ended sessions within its bound, and no others`,
    async (_, accepts) => {
      const target = await startHybridTarget(name);
      try {
        const { verdict, ...figures } = await runScenario(target, { ...SHORT, accepts });
        console.log(`${name}, accepts ${accepts}, seed ${seed}: ${JSON.stringify(figures)}`);
        expect(verdict).toEqual({ late: [], wronglyRefused: [], unexplained: [] });
        expectCoverage(figures);
        if (accepts) expect(figures.moves).toBeGreaterThan(0);
        if (target.replicated !== null)
          expect(figures.faultCounts).toHaveProperty([target.replicated.name]);
      } finally {
        await target.stop();
      }
    },
  );
}

/** Checks that the run injected faults and had all kinds of decisions. */
function expectCoverage({
  decided,
  updates,
  connected,
  cut,
  faultCounts,
}: Omit<Report, "verdict">): void {
  expect(decided["view"]).toBeGreaterThan(0);
  expect(decided["store"]).toBeGreaterThan(0);
  expect(decided["refused"]).toBeGreaterThan(0);
  expect(updates).toBeGreaterThan(0);
  expect(connected.samples + cut.samples).toBeGreaterThan(10);
  expect(Object.keys(faultCounts).length).toBeGreaterThan(3);
}
