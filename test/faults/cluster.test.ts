import { expect, test } from "vitest";
import { failovers } from "./scenarios/failover.ts";
import { migrations } from "./scenarios/migrations.ts";
import { print, racesAndKills, seed } from "./suite.ts";

racesAndKills("cluster", ["app"]);

test("while slots move to another primary, what is said is right, or unavailable", async () => {
  const report = await migrations({ rounds: 5, seed });
  print("cluster", "slots moved", report);
  expect(report).toMatchObject({ violations: [], ghosts: 0, orphans: 0 });
  expect(report.revokes).toBeGreaterThan(0);
});

test("a replica that confirms each write loses none of them when its primary dies", async () => {
  const report = await failovers({ replicas: 1, cutOff: true, rounds: 1, seed });
  print("cluster", "failover", report);
  expect(report).toMatchObject({ createsLost: 0, updatesLost: 0, revokesLost: 0 });
  expect(report.acknowledged).toBeGreaterThan(0);
});
