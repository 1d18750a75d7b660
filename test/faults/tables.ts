import type { Table } from "../harness/results.ts";
import type { Verdict } from "./history/verdict.ts";
import type { Burst } from "./scenarios/bursts.ts";
import { CUT_OFF, type FailoverReport } from "./scenarios/failover.ts";
import type { KillReport } from "./scenarios/kills.ts";
import type { MigrationReport } from "./scenarios/migrations.ts";
import type { OutageReport } from "./scenarios/outage.ts";

export function orderTable(verdict: Verdict): Table {
  return {
    title: "Orders",
    rows: [
      {
        operations: verdict.operations,
        users: verdict.users,
        "most at once on one user": verdict.atOnce,
        "histories without an order": verdict.violations.length,
        undecided: verdict.undecided,
      },
    ],
  };
}

export function burstTable(bursts: readonly Burst[]): Table {
  return {
    title: "At once",
    rows: bursts.map(({ what, outcomes, writes, left, milliseconds }) => ({
      what,
      outcomes: Object.entries(outcomes)
        .map(([outcome, count]) => `${count} ${outcome}`)
        .join(", "),
      "store writes": writes,
      left,
      ms: milliseconds,
    })),
  };
}

export function killTable(kills: readonly (KillReport & { readonly victim: string })[]): Table {
  return {
    title: "Killed (SIGKILL)",
    rows: kills.map((report) => ({
      victim: report.victim,
      rounds: report.rounds,
      operations: report.operations,
      "in doubt": report.unanswered,
      "revokes acknowledged": report.revokes,
      "histories without an order": report.violations.length,
      undecided: report.undecided,
      ghosts: report.ghosts,
      orphans: report.orphans,
      "locked out": report.lockedOut,
      "slowest recovery, ms": report.slowestRecovery,
    })),
  };
}

export function outageTable(outages: readonly OutageReport[]): Table {
  return {
    title: "Outages",
    rows: outages.map((report) => ({
      fault: report.fault,
      asked: report.asked,
      answered: report.answered,
      unavailable: report.unavailable,
      wrong: report.wrong.length,
      "ended on the primary meanwhile": report.endedElsewhere,
      "slowest answer, ms": report.slowestAnswer,
      "sessions ended": report.ended,
      "recovery, ms": report.recovery,
    })),
  };
}

export function migrationTable(report: MigrationReport): Table {
  return {
    title: "Slots moved",
    rows: [
      {
        rounds: report.rounds,
        operations: report.operations,
        "in doubt": report.unanswered,
        "revokes acknowledged": report.revokes,
        "histories without an order": report.violations.length,
        undecided: report.undecided,
        ghosts: report.ghosts,
        orphans: report.orphans,
      },
    ],
  };
}

export function failoverTable(
  reports: readonly (FailoverReport & { readonly replicas: number; readonly cutOff: boolean })[],
): Table {
  return {
    title: "Failovers",
    rows: reports.map((report) => ({
      WAIT: report.replicas === 0 ? "no" : `${report.replicas} replica`,
      "replica at the end": report.cutOff ? `${CUT_OFF} ms behind` : "linked",
      rounds: report.rounds,
      acknowledged: report.acknowledged,
      failed: report.failed,
      "sign-ins lost": report.createsLost,
      "updates lost": report.updatesLost,
      "ended sessions that came back": report.revokesLost,
      "longest outage, ms": report.longestOutage,
    })),
  };
}
