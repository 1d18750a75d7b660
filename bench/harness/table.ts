import type { Plot } from "./chart.ts";
import { median, named, ratio, spread, type Verdict } from "./figures.ts";
import type { Machine } from "./machine.ts";
import type { Measured } from "./measured.ts";
import type { Finding, Target } from "./question.ts";

/** The headings by which the index of results finds its parts of a page. */
export const TARGETS = "## Targets";
export const TAKEN = "## Taken on";

/** A question, answered: shown as Markdown, with the raw samples as JSON. */
export interface Outcome {
  readonly name: string;
  readonly title: string;
  readonly about: readonly string[];
  readonly machine: Machine;
  readonly rows: readonly Row[];
  readonly verdicts: readonly Verdict[];
  readonly findings: readonly Finding[];
  readonly chart?: Plot;
}

interface Row {
  readonly name: string;
  readonly note: string;
  readonly group: string;
  /** Microseconds for one operation: the median of the rounds. */
  readonly microseconds: number;
  /** Half the distance between the quartiles of the rounds, as a share of the median. */
  readonly spread: number;
  /** Microseconds of processor time, of all threads, for one operation. */
  readonly cpuMicroseconds: number;
  readonly floor: string | null;
  /** How many times as long as its floor. */
  readonly timesFloor: number | null;
  /** How many times as long as each yardstick. */
  readonly times: Readonly<Record<string, number>>;
  readonly rounds: readonly number[];
}

/** Fastest first. */
export function rowsOf(measured: readonly Measured[], yardsticks: readonly string[]): Row[] {
  return measured
    .map((one) => ({
      name: one.name,
      note: one.note,
      group: one.group,
      microseconds: median(one.rounds) / 1_000,
      spread: spread(one.rounds),
      cpuMicroseconds: median(one.cpuRounds) / 1_000,
      floor: one.floor,
      timesFloor: one.floor === null ? null : ratio(one, named(measured, one.floor)),
      times: Object.fromEntries(
        yardsticks.map((yardstick) => [yardstick, ratio(one, named(measured, yardstick))]),
      ),
      rounds: one.rounds.map(Math.round),
    }))
    .sort((a, b) => a.microseconds - b.microseconds);
}

export function toMarkdown(outcome: Outcome): string {
  const { name, title, about, rows, verdicts, findings, chart, machine } = outcome;
  const groups = [...new Set(rows.map((row) => row.group))].sort();
  return [
    `# ${title}`,
    ...about,
    ...groups.flatMap((group) => [
      ...(group === "" ? [] : [`## ${group}`]),
      rowTable(rows.filter((row) => row.group === group)),
    ]),
    ...(chart ? [`![${title}](${name}.svg)`] : []),
    ...findings.flatMap((finding) => [`## ${finding.title}`, table(finding.head, finding.rows)]),
    ...(verdicts.length > 0 ? [TARGETS, targetTable(verdicts)] : []),
    TAKEN,
    machineText(machine),
    "",
  ].join("\n\n");
}

/** Each compared with its floor, and with the yardsticks that are in the same table. */
function rowTable(rows: readonly Row[]): string {
  const names = rows.map(({ name }) => name);
  const yardsticks = Object.keys(rows[0]?.times ?? {}).filter((name) => names.includes(name));
  const floors = new Set(rows.map((row) => row.floor).filter((floor) => floor !== null));
  const remark = ({ note, floor }: Row): string =>
    floor === null || floors.size === 1 ? note : `${note} Its floor: ${floor}.`.trim();
  const compared = yardsticks.map((name) => `× ${name}`);
  return table(
    ["", "µs an operation", "±", "µs of CPU", "a second", "× floor", ...compared, ""],
    rows.map((row) => [
      row.name,
      significant(row.microseconds),
      `${(row.spread * 100).toFixed(1)} %`,
      significant(row.cpuMicroseconds),
      Math.round(1e6 / row.microseconds).toLocaleString("en"),
      row.timesFloor === null ? "" : row.timesFloor.toFixed(2),
      ...yardsticks.map((name) => significant(row.times[name] ?? Number.NaN)),
      remark(row),
    ]),
  );
}

function targetTable(verdicts: readonly Verdict[]): string {
  return table(
    ["", "target", "measured", "by CPU time", ""],
    verdicts.map((verdict) => [
      verdict.ours,
      aimOf(verdict),
      figureOf(verdict, verdict.measured),
      figureOf(verdict, verdict.measuredCpu),
      verdict.met ? "met" : "**missed**",
    ]),
  );
}

function aimOf(target: Target): string {
  if ("nanoseconds" in target) return `at most ${target.nanoseconds / 1_000} µs`;
  const times = Number(target.times.toFixed(3));
  return target.bound === "at most"
    ? `at most ${times} × the time of ${target.against}`
    : `at least ${times} × as fast as ${target.against}`;
}

function figureOf(target: Target, measured: number): string {
  return "nanoseconds" in target
    ? `${significant(measured / 1_000)} µs`
    : `${significant(measured)} ×`;
}

export function machineText(machine: Machine): string {
  const { date, commit, cpu, cores, memory, system, load, versions } = machine;
  const parts = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `${date}, commit ${commit}.`,
    `${cpu}, ${cores} cores, ${memory}, ${system}; load ${load.toFixed(2)} before.`,
    `${parts.join(", ")}.`,
  ].join(" ");
}

/** Columns of figures, the last and first ones apart, are aligned right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, column) =>
    column === 0 || column === head.length - 1 ? "---" : "--:",
  );
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Three significant digits, without exponents. */
function significant(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toPrecision(3);
}
