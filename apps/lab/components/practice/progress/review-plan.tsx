import type { TopicContent } from "@/lib/practice/content/load";
import { reviewDays } from "@/lib/practice/progress/review-days";
import { count, reviewDayText } from "@/lib/practice/progress/texts";
import type { TopicSummary } from "@/lib/practice/progress/topic-summary";
import { LinkButton } from "../../ui/button";

/** Shows how many cards are due, and on which days the others come back. */
export function ReviewPlan(props: {
  readonly content: TopicContent;
  readonly cards: TopicSummary["cards"][number];
  readonly now: number;
  /** Minutes that the visitor's clock is ahead of UTC. */
  readonly offset: number;
}) {
  const { cards, content, now, offset } = props;
  const { due, fresh } = cards;
  return (
    <div className="grid gap-4">
      <p className="text-sm">
        {due.length === 0 ? "No card is due now." : `${count(due.length, "card")} due now.`}
        {fresh.length > 0 && ` ${count(fresh.length, "card")} not seen yet.`}
      </p>
      <ol className="flex flex-wrap gap-2">
        {reviewDays(cards, now, offset).map((day) => (
          <li
            key={day.inDays}
            className={`grid min-w-24 rounded-lg border px-3 py-2 text-xs ${day.inDays === 0 ? "border-accent bg-tint" : "border-line bg-well"}`}
          >
            <span className="text-soft">{reviewDayText(day)}</span>
            <span className="text-sm font-semibold tabular-nums">{count(day.cards, "card")}</span>
          </li>
        ))}
      </ol>
      {due.length + fresh.length > 0 && (
        <div>
          <LinkButton href={`/practice/${content.topic.id}/${cards.mode}`}>
            {due.length > 0 ? "Review the cards" : "See new cards"}
          </LinkButton>
        </div>
      )}
    </div>
  );
}
