import { afterAll, beforeAll, expect, test } from "vitest";
import { MOST_IN_BURST } from "./app/burst.ts";
import { bursts } from "./scenarios/bursts.ts";
import { kills } from "./scenarios/kills.ts";
import { orders } from "./scenarios/orders.ts";
import { startTarget, type Target, type TargetName } from "./targets.ts";

const OPERATIONS = 4_000;
const TIMES = 200;
const ROUNDS = 20;
/** For all rounds of one kind of kill; milliseconds. */
const TIME_FOR_KILLS = 12_000;

/** The short form of what `npm run faults` does at length, for `npm test`. FAULTS_SEED repeats a run. */
export function faultsOf(name: TargetName): void {
  const seed = Number(process.env["FAULTS_SEED"] ?? Date.now() % 1_000_000);
  let target: Target;
  beforeAll(async () => {
    target = await startTarget(name);
  });
  afterAll(() => target?.stop());

  function print(what: string, figures: object): void {
    console.log(`${name}, ${what}, seed ${seed}: ${JSON.stringify(figures)}`);
  }

  test("what several processes saw at once has an order for every user", async () => {
    const verdict = await orders(target, OPERATIONS, seed);
    print("orders", verdict);
    expect(verdict.violations).toEqual([]);
    expect(verdict.operations).toBe(OPERATIONS);
    expect(verdict.unanswered).toBe(0);
    expect(verdict.atOnce).toBeGreaterThan(2);
  });

  test("renewals, updates and sign-ins at once, from several processes, come to exact counts", async () => {
    const [renewals, updates, signIns] = await bursts(target, TIMES);
    print("bursts", { renewals, updates, signIns });
    expect(renewals).toMatchObject({ outcomes: { active: TIMES }, writes: 1, left: 1 });
    expect(updates).toMatchObject({ outcomes: { updated: TIMES }, writes: TIMES, left: TIMES });
    expect(signIns).toMatchObject({
      outcomes: { "signed in": TIMES },
      writes: TIMES,
      left: MOST_IN_BURST,
    });
  });

  for (const victim of ["app", "store"] as const) {
    test(`${victim === "app" ? "a process" : "the store"} killed in the middle of anything loses nothing it acknowledged`, async () => {
      const report = await kills(target, { victim, rounds: ROUNDS, within: TIME_FOR_KILLS, seed });
      print(`${victim} killed`, report);
      expect(report.violations).toEqual([]);
      expect(report).toMatchObject({ ghosts: 0, orphans: 0, lockedOut: 0 });
      expect(report.rounds).toBeGreaterThan(2);
      expect(report.unanswered).toBeGreaterThan(0);
    });
  }
}
