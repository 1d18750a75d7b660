import Link from "next/link";
import { LinkButton } from "@/components/ui/button";
import type { TopicContent } from "@/lib/practice/content/load";
import type { Mode } from "@/lib/practice/content/topic";
import type { PracticeEvent } from "@/lib/practice/progress/event";
import { questionsOf } from "@/lib/practice/progress/mode-progress";
import { lastVerdict, testRounds, testVerdict } from "@/lib/practice/progress/verdict";
import { END, modePath, STEP, stepPath } from "./mode-path";
import { newRound } from "./round";

/** The page before a round. */
export function TestStart(props: {
  readonly content: TopicContent;
  readonly mode: Extract<Mode, { kind: "test" }>;
  readonly events: readonly PracticeEvent[];
}) {
  const { content, mode, events } = props;
  const last = lastVerdict(content, events);
  const [latest] = testRounds(content, events);
  const unfinished = latest === undefined ? null : testVerdict(content, events, latest);
  return (
    <div className="grid max-w-3xl gap-5">
      <ul className="grid list-disc gap-1.5 pl-5 marker:text-edge">
        <li>{questionsOf(content, mode)} questions: easy, medium and hard.</li>
        <li>Each question takes one answer. Its run decides.</li>
        <li>The verdict names the ideas that you know, and the mode to go back to.</li>
      </ul>
      <div className="flex flex-wrap gap-3">
        <LinkButton href={startPath(content, mode)} kind="primary">
          Start the test
        </LinkButton>
        {unfinished && !unfinished.isFinished && (
          <LinkButton href={`${modePath(content, mode)}?round=${unfinished.round}#${STEP}`}>
            Go on with your round ({unfinished.answered} of {unfinished.total})
          </LinkButton>
        )}
      </div>
      {last && (
        <p className="text-sm text-soft">
          Your last verdict:{" "}
          <Link
            href={stepPath(content, mode, END, last.round)}
            prefetch={false}
            className="font-semibold text-ink underline underline-offset-4"
          >
            {last.verdict}, {last.right} of {last.answered} right
          </Link>
        </p>
      )}
    </div>
  );
}

/** Returns the address of a new round. */
export function startPath(content: TopicContent, mode: Pick<Mode, "id">): string {
  return `${modePath(content, mode)}?round=${newRound()}#${STEP}`;
}
