import { afterAll, beforeAll, expect, test } from "vitest";
import { startTarget, type Target, type TargetName } from "../harness/targets.ts";
import { MOST_IN_BURST } from "./app/burst.ts";
import { bursts } from "./scenarios/bursts.ts";
import { kills, type Victim } from "./scenarios/kills.ts";
import { orders } from "./scenarios/orders.ts";
import { DEADLINE, MARGIN } from "./scenarios/outage.ts";
import { outages } from "./scenarios/outages.ts";
import { type Troubled, troublesOf } from "./troubles/index.ts";

const OPERATIONS = 4_000;
const TIMES = 200;
const ROUNDS = 20;
/** For all rounds of one kind of kill; milliseconds. */
const TIME_FOR_KILLS = 6_000;
/** How long each fault lasts; milliseconds. */
const OUTAGE = 1_500;

/** FAULTS_SEED repeats a run, as far as the choices of processes that race can be repeated. */
export const seed = Number(process.env["FAULTS_SEED"] ?? Date.now() % 1_000_000);

/** The short form of what `npm run faults` does at length, for `npm test`. */
export function racesAndKills(name: TargetName, victims: readonly Victim[]): void {
  let target: Target;
  beforeAll(async () => {
    target = await startTarget(name);
  });
  afterAll(() => target?.stop());

  test("what several processes saw at once has an order for every user", async () => {
    const verdict = await orders(target, OPERATIONS, seed);
    print(name, "orders", verdict);
    expect(verdict.violations).toEqual([]);
    expect(verdict).toMatchObject({ operations: OPERATIONS, unanswered: 0 });
    expect(verdict.atOnce).toBeGreaterThan(2);
    expect(verdict.undecided).toBeLessThan(verdict.users / 20);
  });

  test("renewals, updates and sign-ins at once, from several processes, come to exact counts", async () => {
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
    "with the %s killed in the middle of anything, nothing acknowledged is lost",
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

/** What befalls the store of this name, one after the other. */
export function whateverBefalls(name: Troubled): void {
  test("whatever befalls the store, nobody is signed out, and nothing has to be restarted", async () => {
    const say = (sentence: string) => console.log(`${name}: ${sentence}`);
    const reports = await outages(troublesOf(name), { during: OUTAGE, say });
    for (const { fault, wrong, ended, slowestAnswer } of reports) {
      expect({ fault, wrong, ended }).toEqual({ fault, wrong: [], ended: 0 });
      expect(slowestAnswer, fault).toBeLessThan(DEADLINE + MARGIN);
    }
    expect(reports.some(({ unavailable }) => unavailable > 0)).toBe(true);
  });
}

/** Shows figures, with what repeats them. */
export function print(name: TargetName, what: string, figures: object): void {
  console.log(`${name}, ${what}, seed ${seed}: ${JSON.stringify(figures)}`);
}
