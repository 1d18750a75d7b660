import Link from "next/link";
import { LinkButton } from "@/components/ui/button";
import type { TopicContent } from "@/lib/practice/content/load";
import type { Mode } from "@/lib/practice/content/topic";
import type { Score, TestVerdict, Verdict } from "@/lib/practice/progress/verdict";
import { InlineCode } from "../exercise/inline-code";
import { modePath } from "./mode-path";
import { startPath } from "./test-start";

const SAYS: Record<Verdict, string> = {
  strong: "Strong",
  "getting there": "Getting there",
  weak: "Weak so far",
};
const COLORS: Record<Verdict, string> = {
  strong: "text-hybrid",
  "getting there": "text-jwt",
  weak: "text-alarm",
};
const LEVELS = { easy: "Easy", medium: "Medium", hard: "Hard" };

/** The verdict of a round: overall, by level and by idea. */
export function TestVerdictView(props: {
  readonly content: TopicContent;
  readonly mode: Extract<Mode, { kind: "test" }>;
  readonly verdict: TestVerdict | null;
  /** The address of the next question without an answer. */
  readonly next: string | null;
}) {
  const { content, mode, verdict, next } = props;
  const titleOf = (id: string) => content.modes.find((each) => each.id === id)?.title ?? id;
  if (verdict === null) {
    return (
      <div className="grid gap-4">
        <h2 className="text-xl font-semibold tracking-tight">No answers yet</h2>
        <p>The server has no answer of this round. The verdict needs at least one.</p>
        {next !== null && (
          <LinkButton href={next} kind="primary">
            Go to the first question
          </LinkButton>
        )}
      </div>
    );
  }
  return (
    <div className="grid max-w-4xl gap-8">
      <header className="grid gap-1">
        <h2 className={`text-2xl font-semibold tracking-tight ${COLORS[verdict.verdict]}`}>
          {SAYS[verdict.verdict]}
        </h2>
        <p>
          {verdict.right} of {verdict.answered} answers are right.
          {next !== null && ` ${verdict.total - verdict.answered} questions are still open.`}
          {verdict.back !== null && (
            <>
              {" "}
              Go back to{" "}
              <ModeLink content={content} id={verdict.back} title={titleOf(verdict.back)} /> first.
            </>
          )}
        </p>
      </header>
      <section className="grid gap-2">
        <h3 className="text-lg font-semibold">By level</h3>
        <ul className="grid">
          {verdict.levels.map(({ level, ...score }) => (
            <li
              key={level}
              className="grid grid-cols-[6rem_1fr] items-baseline border-b border-line py-2 text-sm"
            >
              <span>{LEVELS[level]}</span>
              <ScoreText score={score} />
            </li>
          ))}
        </ul>
      </section>
      <section className="grid gap-2">
        <h3 className="text-lg font-semibold">By idea</h3>
        <ul className="grid">
          {verdict.ideas.map(({ idea, says, mode: back, ...score }) => (
            <li
              key={idea}
              className="grid gap-x-6 gap-y-1 border-b border-line py-2.5 text-sm sm:grid-cols-[1fr_auto]"
            >
              <span>
                <InlineCode text={says} />
              </span>
              <span className="flex flex-wrap gap-x-3 sm:justify-end">
                <ScoreText score={score} />
                {score.verdict !== "strong" && (
                  <ModeLink content={content} id={back} title={titleOf(back)} />
                )}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <div className="flex flex-wrap gap-3">
        {next !== null && (
          <LinkButton href={next} kind="primary">
            Go to the next open question
          </LinkButton>
        )}
        <LinkButton href={startPath(content, mode)} kind={next === null ? "primary" : "secondary"}>
          Again with other questions
        </LinkButton>
        <LinkButton href="/practice">Back to the overview</LinkButton>
      </div>
    </div>
  );
}

function ScoreText({ score }: { readonly score: Score }) {
  return (
    <span>
      <span className={`font-semibold ${COLORS[score.verdict]}`}>{score.verdict}</span>{" "}
      <span className="text-soft">
        {score.right} of {score.answered}
      </span>
    </span>
  );
}

function ModeLink(props: {
  readonly content: TopicContent;
  readonly id: string;
  readonly title: string;
}) {
  return (
    <Link
      href={modePath(props.content, props)}
      className="font-medium underline decoration-edge underline-offset-4 hover:decoration-ink"
    >
      {props.title}
    </Link>
  );
}
