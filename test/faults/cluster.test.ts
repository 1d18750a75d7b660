import { expect, test } from "vitest";
import { failovers } from "./scenarios/failover.ts";
import { migrations } from "./scenarios/migrations.ts";
import { print, seed, testRacesAndKills } from "./suite.ts";

testRacesAndKills("cluster", ["app"]);

test("while slots move to another primary of the cluster, every answer is correct or unavailable", async () => {
  const report = await migrations({ rounds: 5, seed });
  print("cluster", "slots moved", report);
  expect(report).toMatchObject({ violations: [], ghosts: 0, orphans: 0 });
  expect(report.revokes).toBeGreaterThan(0);
});

test("a cluster whose replica confirms each write loses no write when a primary is killed", async () => {
  const report = await failovers({ replicas: 1, cutOff: true, rounds: 1, seed });
  print("cluster", "failover", report);
  expect(report).toMatchObject({ createsLost: 0, updatesLost: 0, revokesLost: 0 });
  expect(report.acknowledged).toBeGreaterThan(0);
});
