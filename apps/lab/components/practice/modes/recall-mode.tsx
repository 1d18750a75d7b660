import { formatRelativeTime } from "@/lib/format";
import type { RecallCard } from "@/lib/practice/content/block";
import type { TopicContent } from "@/lib/practice/content/load";
import type { PracticeEvent } from "@/lib/practice/progress/event";
import { eventsOfMode } from "@/lib/practice/progress/mode-progress";
import { readProgress } from "@/lib/practice/progress/read-progress";
import { dueAfterGrade, dueCards } from "@/lib/practice/progress/schedule";
import { ExampleBlock } from "../blocks/example";
import { Markdown } from "../markdown";
import type { ModeProps } from "./mode-props";
import { RecallSession, type ShownCard } from "./recall-session";
import { StepFrame } from "./step-frame";

/** Cards that come back on their day: the due ones first, then those without a review. */
export async function RecallMode({ content, mode }: ModeProps<"recall">) {
  const { events } = await readProgress();
  const now = Date.now();
  const own = eventsOfMode(content, mode, events);
  const { due, fresh, next } = dueCards(mode.cards, own, now);
  const queue = [...due, ...fresh].map(({ card }) => card);
  return (
    <StepFrame label="Cards">
      <RecallSession
        place={{ topic: content.topic.id, mode: mode.id }}
        cards={mode.cards.map((card) => shown(content, card, own, now))}
        queue={queue}
        next={next === null ? null : formatRelativeTime(new Date(next), now)}
      />
    </StepFrame>
  );
}

function shown(
  content: TopicContent,
  card: RecallCard,
  events: readonly PracticeEvent[],
  now: number,
): ShownCard {
  const due = dueAfterGrade(card.id, events, now);
  const when = (grade: 1 | 2 | 3 | 4) => formatRelativeTime(new Date(due[grade]), now);
  return {
    id: card.id,
    idea: content.topic.ideas.find(({ id }) => id === card.idea)?.says ?? "",
    front: <Markdown text={card.front} level={3} />,
    back: <Markdown text={card.back} level={3} />,
    example: <ExampleBlock example={card.example} />,
    when: { 1: when(1), 2: when(2), 3: when(3), 4: when(4) },
  };
}
