import type { Outcome } from "sandbox/outcome";
import { microsecondsOf } from "@/lib/practice/read/race-result";
import { Bar } from "./bar";

interface Row {
  readonly name: string;
  readonly title: string;
  readonly outcome: Outcome;
}

const number = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

/** The measured times of the programs as bars, with the number of times and the printed lines. */
export function RaceResult({ rows }: { readonly rows: readonly Row[] }) {
  const times = rows.map(({ outcome }) => microsecondsOf(outcome.measurements));
  const most = Math.max(...times);
  return (
    <dl className="grid gap-5">
      {rows.map(({ name, title, outcome }, index) => (
        <div
          key={name}
          data-strategy={index === 0 ? "jwt" : "hybrid"}
          className="grid gap-x-4 sm:grid-cols-[1fr_auto]"
        >
          <dt className="text-sm">
            <span className="font-semibold">{name}</span> <span className="text-soft">{title}</span>
          </dt>
          <dd className="text-sm font-semibold whitespace-nowrap tabular-nums">
            {number.format(times[index] ?? 0)} µs a time
          </dd>
          <dd aria-hidden="true" className="sm:col-span-2">
            <Bar part={most === 0 ? 0 : (times[index] ?? 0) / most} />
          </dd>
          {outcome.measurements.map((measurement) => (
            <dd key={measurement.name} className="mt-1.5 sm:col-span-2 text-xs text-soft">
              {measurement.name}: {number.format(measurement.times)} times in{" "}
              {number.format(measurement.milliseconds)} ms
            </dd>
          ))}
          {outcome.sentence !== null && (
            <dd className="mt-1.5 sm:col-span-2 text-sm font-semibold text-alarm">
              {outcome.sentence}
            </dd>
          )}
          {outcome.lines.length > 0 && (
            <dd className="mt-1.5 sm:col-span-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
              {outcome.lines.map(({ text }) => text).join("\n")}
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
