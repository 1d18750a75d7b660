import type { TopicContent } from "@/lib/practice/content/load";
import { count, verdictText } from "@/lib/practice/progress/texts";
import type { Score, TestVerdict, Verdict } from "@/lib/practice/progress/verdict";
import { LinkButton } from "../../ui/button";
import { IdeaText } from "./idea-text";

const LOOKS: Record<Verdict, string> = {
  strong: "border-accent bg-tint text-accent",
  "getting there": "border-edge bg-well text-ink",
  weak: "border-alarm bg-alarm-tint text-alarm",
};

/** Shows the verdict of a round of the Test: by level, by idea, and the mode to go back to. */
export function VerdictDetails(props: {
  readonly content: TopicContent;
  readonly verdict: TestVerdict;
}) {
  const { content, verdict } = props;
  const back = content.modes.find(({ id }) => id === verdict.back);
  return (
    <div className="grid gap-4">
      <p className="flex flex-wrap items-center gap-3 text-sm">
        <VerdictTag verdict={verdict.verdict} />
        <span>
          {verdict.right} of {count(verdict.answered, "answer")} right
        </span>
      </p>
      <dl className="grid gap-x-10 text-sm @3xl:grid-cols-2">
        {verdict.levels.map(({ level, ...score }) => (
          <Row key={level} term={`The ${level} questions`} score={score} />
        ))}
        {verdict.ideas.map(({ idea, says, ...score }) => (
          <Row key={idea} term={says} score={score} />
        ))}
      </dl>
      {back !== undefined && (
        <div>
          <LinkButton href={`/practice/${content.topic.id}/${back.id}`}>
            Go back to {back.title}
          </LinkButton>
        </div>
      )}
    </div>
  );
}

function Row({ term, score }: { readonly term: string; readonly score: Score }) {
  return (
    <div className="flex items-center justify-between gap-4 border-t border-line py-2">
      <dt className="min-w-0 text-pretty wrap-anywhere">
        <IdeaText>{term}</IdeaText>
      </dt>
      <dd className="flex shrink-0 items-center gap-3 text-xs whitespace-nowrap text-soft tabular-nums">
        {score.right} of {score.answered}
        <VerdictTag verdict={score.verdict} />
      </dd>
    </div>
  );
}

function VerdictTag({ verdict }: { readonly verdict: Verdict }) {
  return (
    <span
      className={`rounded-full border px-2.5 py-0.5 text-xs font-semibold whitespace-nowrap ${LOOKS[verdict]}`}
    >
      {verdictText[verdict]}
    </span>
  );
}
