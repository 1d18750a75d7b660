import type { Learnt } from "@/lib/practice/progress/first-tries";
import { percent } from "@/lib/practice/progress/texts";
import { Bar, FIRST, LATER, OPEN, WRONG } from "./bar";
import { IdeaText } from "./idea-text";

/** A row of the chart. */
export interface ChartRow extends Learnt {
  readonly id: string;
  readonly label: string;
}

const PARTS = [
  { name: "first", fill: FIRST, title: "Right at the first try" },
  { name: "later", fill: LATER, title: "Right at a later try" },
  { name: "wrong", fill: WRONG, title: "Not right yet" },
  { name: "open", fill: OPEN, title: "Open" },
] as const;

/** Shows how many exercises of each row are right, as bars, and as a table for screen readers. */
export function LearntChart(props: {
  /** What a row is, for example "Idea". */
  readonly of: string;
  readonly caption: string;
  readonly rows: readonly ChartRow[];
}) {
  return (
    <>
      <ol className="grid gap-x-10 gap-y-4 @3xl:grid-cols-2" aria-hidden="true">
        {props.rows.map((row) => (
          <li key={row.id} className="grid content-end gap-1.5">
            <div className="flex items-end justify-between gap-4 text-sm">
              <span className="min-w-0 text-pretty wrap-anywhere">
                <IdeaText>{row.label}</IdeaText>
              </span>
              <span className="shrink-0 text-xs whitespace-nowrap text-soft tabular-nums">
                {row.first + row.later} of {row.total}
              </span>
            </div>
            <Bar parts={PARTS.map(({ name, fill }) => ({ value: row[name], fill }))} />
          </li>
        ))}
      </ol>
      <div className="sr-only">
        <table>
          <caption>{props.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{props.of}</th>
              {PARTS.map(({ name, title }) => (
                <th key={name} scope="col">
                  {title}
                </th>
              ))}
              <th scope="col">Exercises</th>
              <th scope="col">First tries that were right</th>
            </tr>
          </thead>
          <tbody>
            {props.rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  <IdeaText>{row.label}</IdeaText>
                </th>
                {PARTS.map(({ name }) => (
                  <td key={name}>{row[name]}</td>
                ))}
                <td>{row.total}</td>
                <td>{row.firstTryRate === null ? "none yet" : percent(row.firstTryRate)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** Explains the parts of the bars. */
export function ChartLegend() {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-xs text-soft" aria-hidden="true">
      {PARTS.map(({ name, fill, title }) => (
        <li key={name} className="flex items-center gap-2">
          <svg viewBox="0 0 10 10" className="size-2.5 rounded-full" aria-hidden="true">
            <rect width="10" height="10" className={fill} />
          </svg>
          {title}
        </li>
      ))}
    </ul>
  );
}
