import type { TopicContent } from "@/lib/practice/content/load";
import type { PracticeEvent } from "@/lib/practice/progress/event";
import { lastOffset } from "@/lib/practice/progress/streak";
import { nextStepText } from "@/lib/practice/progress/texts";
import { topicSummary } from "@/lib/practice/progress/topic-summary";
import { LinkButton } from "../../ui/button";
import { Panel, PanelPart } from "../../ui/panel";
import { IdeaText } from "./idea-text";
import { ChartLegend, LearntChart } from "./learnt-chart";
import { ModeList } from "./mode-list";
import { ReviewPlan } from "./review-plan";
import { VerdictDetails } from "./verdict-details";

const LEVEL_TITLES = { easy: "Easy", medium: "Medium", hard: "Hard" };

/** Shows what a visitor has learnt in a topic. */
export function TopicProgress(props: {
  readonly content: TopicContent;
  readonly events: readonly PracticeEvent[];
  readonly now: number;
}) {
  const { content, events, now } = props;
  const { topic } = content;
  const summary = topicSummary(content, events, now);
  const step = nextStepText(content, summary.next);
  const heading = `${topic.id}-heading`;
  return (
    <Panel labelledBy={heading}>
      <header className="grid gap-4 px-5 py-5 @sm:px-6 @3xl:grid-cols-[1fr_auto] @3xl:items-center">
        <div className="grid gap-1">
          <h2 id={heading} className="text-xl font-semibold tracking-tight text-balance">
            {topic.title}
          </h2>
          <p className="text-sm text-pretty text-soft">
            <IdeaText>{step.why}</IdeaText>
          </p>
        </div>
        <div>
          <LinkButton kind="primary" href={`/practice/${topic.id}/${summary.next.mode}`}>
            {step.link}
          </LinkButton>
        </div>
      </header>
      <PanelPart heading="What you have learnt, by idea">
        <ChartLegend />
        <LearntChart
          of="Idea"
          caption={`Exercises of ${topic.title} by idea`}
          rows={summary.ideas.map((idea) => ({ ...idea, id: idea.idea, label: idea.says }))}
        />
      </PanelPart>
      <PanelPart heading="By level">
        <LearntChart
          of="Level"
          caption={`Exercises of ${topic.title} by level`}
          rows={summary.levels
            .filter(({ total }) => total > 0)
            .map((each) => ({ ...each, id: each.level, label: LEVEL_TITLES[each.level] }))}
        />
      </PanelPart>
      {summary.cards.map((cards) => (
        <PanelPart key={cards.mode} heading="Cards">
          <ReviewPlan {...{ content, cards, now }} offset={lastOffset(events)} />
        </PanelPart>
      ))}
      {summary.verdict !== null && (
        <PanelPart heading="Your last Test">
          <VerdictDetails content={content} verdict={summary.verdict} />
        </PanelPart>
      )}
      <PanelPart heading="Modes">
        <ModeList content={content} modes={summary.modes} />
      </PanelPart>
    </Panel>
  );
}
