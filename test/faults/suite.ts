import { afterAll, beforeAll, expect, test } from "vitest";
import { startTarget, type Target, type TargetName } from "../harness/targets.ts";
import { MOST_IN_BURST } from "./app/burst.ts";
import { environmentsOf, type SingleServerStore } from "./environments/index.ts";
import { bursts } from "./scenarios/bursts.ts";
import { concurrentOperations } from "./scenarios/concurrent-operations.ts";
import { kills, type Victim } from "./scenarios/kills.ts";
import { DEADLINE, MARGIN } from "./scenarios/outage.ts";
import { outages } from "./scenarios/outages.ts";

const OPERATIONS = 4_000;
const TIMES = 200;
const ROUNDS = 20;
/** No round of a kind of kill starts later; milliseconds. */
const TIME_FOR_KILLS = 6_000;
/** How long each fault lasts; milliseconds. */
const OUTAGE = 1_500;

/** FAULTS_SEED repeats the random choices of a run. It cannot repeat the timing of the processes. */
export const seed = Number(process.env["FAULTS_SEED"] ?? Date.now() % 1_000_000);

/** Defines the tests of concurrency and kills: the short form of `npm run faults` for `npm test`. */
export function testRacesAndKills(name: TargetName, victims: readonly Victim[]): void {
  let target: Target;
  beforeAll(async () => {
    target = await startTarget(name);
  });
  afterAll(() => target?.stop());

  test(`the history of several processes on ${name} is linearizable for every user`, async () => {
    const verdict = await concurrentOperations(target, OPERATIONS, seed);
    print(name, "orders", verdict);
    expect(verdict.violations).toEqual([]);
    expect(verdict).toMatchObject({ operations: OPERATIONS, unanswered: 0 });
    expect(verdict.atOnce).toBeGreaterThan(2);
    expect(verdict.undecided).toBeLessThan(verdict.users / 20);
  });

  test(`concurrent renewals, updates and sign-ins of several processes on ${name} give exact counts`, async () => {
    const [renewals, updates, signIns] = await bursts(target, TIMES);
    print(name, "bursts", { renewals, updates, signIns });
    expect(renewals).toMatchObject({ outcomes: { active: TIMES }, writes: 1, left: 1 });
    expect(updates).toMatchObject({ outcomes: { updated: TIMES }, writes: TIMES, left: TIMES });
    expect(signIns).toMatchObject({
      outcomes: { "signed in": TIMES },
      writes: TIMES,
      left: MOST_IN_BURST,
    });
  });

  test.each(victims)(
    `with the %s killed (SIGKILL) at any moment, ${name} loses no acknowledged write`,
    async (victim) => {
      const report = await kills(target, { victim, rounds: ROUNDS, within: TIME_FOR_KILLS, seed });
      print(name, `${victim} killed`, report);
      expect(report.violations).toEqual([]);
      expect(report).toMatchObject({ ghosts: 0, orphans: 0, lockedOut: 0 });
      expect(report.rounds).toBeGreaterThan(2);
      expect(report.unanswered).toBeGreaterThan(0);
    },
  );
}

/** Defines the test that injects all faults of a store, one after the other. */
export function testOutages(name: SingleServerStore): void {
  test(`after each fault of ${name}, every session is still active, without a restart of the application`, async () => {
    const say = (sentence: string) => console.log(`${name}: ${sentence}`);
    const reports = await outages(environmentsOf(name), { during: OUTAGE, say });
    for (const { fault, wrong, ended, slowestAnswer } of reports) {
      expect({ fault, wrong, ended }).toEqual({ fault, wrong: [], ended: 0 });
      expect(slowestAnswer, fault).toBeLessThan(DEADLINE + MARGIN);
    }
    expect(reports.some(({ unavailable }) => unavailable > 0)).toBe(true);
  });
}

/** Prints figures with the seed that repeats them. */
export function print(name: TargetName, what: string, figures: object): void {
  console.log(`${name}, ${what}, seed ${seed}: ${JSON.stringify(figures)}`);
}
