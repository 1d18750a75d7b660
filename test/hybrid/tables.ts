import type { Table } from "../harness/results.ts";
import type { Staleness } from "./checker/staleness.ts";
import type { Report } from "./scenario.ts";

/** Returns the tables of a results file. Published documents use these titles and columns. */
export function tablesOf(report: Report): Table[] {
  const { verdict, decided, faultCounts } = report;
  return [
    {
      title: "The promise",
      rows: [
        {
          reads: report.reads,
          "revocations acknowledged": report.revokes,
          "updates acknowledged": report.updates,
          "sessions moved": report.moves,
          "active or with older data after the bound": verdict.late.length,
          "refused though nobody ended it": verdict.wronglyRefused.length,
          "never written": verdict.unexplained.length,
          seconds: report.seconds,
        },
      ],
    },
    {
      title: "From the acknowledgement to the last reading that still said active",
      rows: [
        staleness("connected", report.connected),
        staleness("cut off, delayed, paused or killed", report.cut),
      ],
    },
    { title: "What decided", rows: [decided] },
    { title: "What befell it", rows: [faultCounts] },
  ];
}

function staleness(reader: string, { samples, p50, p99, max }: Staleness): Table["rows"][number] {
  return { reader, samples, "p50, ms": p50, "p99, ms": p99, "max, ms": max };
}
