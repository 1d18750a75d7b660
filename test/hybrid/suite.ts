import { expect, test } from "vitest";
import type { TargetName } from "../harness/targets.ts";
import { prove, type Report } from "./scenario.ts";
import { startProofTarget } from "./targets.ts";

/** PROOF_SEED repeats a run, as far as the choices of processes that race can be repeated. */
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

/** The short form of `npm run proof`. */
export function provesItself(name: TargetName): void {
  test.each([
    ["hybrid()", false],
    ["hybrid() that accepts jwt() and database() of another store", true],
  ])(
    "%s: whatever befalls it, what ended is refused in time, and nobody else is",
    async (_, accepts) => {
      const target = await startProofTarget(name);
      try {
        const { verdict, ...figures } = await prove(target, { ...SHORT, accepts });
        console.log(`${name}, accepts ${accepts}, seed ${seed}: ${JSON.stringify(figures)}`);
        expect(verdict).toEqual({ late: [], signedOut: [], strange: [] });
        expectToHaveTried(figures);
        if (accepts) expect(figures.moves).toBeGreaterThan(0);
        if (target.pair !== null) expect(figures.acts).toHaveProperty([target.pair.name]);
      } finally {
        await target.stop();
      }
    },
  );
}

/** A run in which nothing was tried would prove nothing. */
function expectToHaveTried({
  decided,
  updates,
  connected,
  cut,
  acts,
}: Omit<Report, "verdict">): void {
  expect(decided["view"]).toBeGreaterThan(0);
  expect(decided["store"]).toBeGreaterThan(0);
  expect(decided["refused"]).toBeGreaterThan(0);
  expect(updates).toBeGreaterThan(0);
  expect(connected.samples + cut.samples).toBeGreaterThan(10);
  expect(Object.keys(acts).length).toBeGreaterThan(3);
}
