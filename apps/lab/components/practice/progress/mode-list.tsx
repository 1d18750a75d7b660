import Link from "next/link";
import type { TopicContent } from "@/lib/practice/content/load";
import type { ModeProgress } from "@/lib/practice/progress/mode-progress";
import { count } from "@/lib/practice/progress/texts";
import { Bar, FIRST, OPEN } from "./bar";

/** Lists the modes of a topic with their progress. */
export function ModeList(props: {
  readonly content: TopicContent;
  readonly modes: readonly ModeProgress[];
}) {
  const { content } = props;
  return (
    <ul className="grid gap-x-10 @3xl:grid-cols-2">
      {props.modes.map(({ mode, done, total, attempts }) => (
        <li key={mode} className="border-t border-line first:border-t-0 @3xl:nth-2:border-t-0">
          <Link
            href={`/practice/${content.topic.id}/${mode}`}
            className="grid min-h-11 grid-cols-[minmax(6.5rem,auto)_1fr_auto] items-center gap-4 rounded-md py-2 text-sm hover:underline underline-offset-4"
          >
            <span className="font-semibold">
              {content.modes.find(({ id }) => id === mode)?.title}
            </span>
            <Bar
              parts={[
                { value: done, fill: FIRST },
                { value: total - done, fill: OPEN },
              ]}
            />
            <span className="w-28 text-right text-xs whitespace-nowrap text-soft tabular-nums">
              {done} of {total}
              <span className="sr-only"> done</span>
              {attempts > 0 && <span className="block">{count(attempts, "attempt")}</span>}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
