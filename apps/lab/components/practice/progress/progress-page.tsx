import { topics } from "@/lib/practice/content/topics";
import type { Progress } from "@/lib/practice/progress/read-progress";
import { deletionText } from "@/lib/practice/progress/texts";
import { topicSummary } from "@/lib/practice/progress/topic-summary";
import { LinkButton } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { PageHeading } from "../../ui/page-heading";
import { Panel, PanelPart } from "../../ui/panel";
import { ResultMessage } from "../../ui/result-message";
import { KeyFigures } from "./key-figures";
import { TopicProgress } from "./topic-progress";
import { AccountLinks, Visitor } from "./visitor";
import { YourData } from "./your-data";

/** Shows the visitor's progress in all topics. */
export function ProgressPage(props: {
  readonly progress: Progress;
  /** The result of a deletion, from the query of the address. */
  readonly deleted: unknown;
  readonly now: number;
}) {
  const { progress, now } = props;
  return (
    <div data-strategy="hybrid">
      <PageHeading title="Your progress">
        What you have learnt, and what comes next. The progress belongs to your hybrid session.
      </PageHeading>
      <ResultMessage>{deletionText(props.deleted)}</ResultMessage>
      {progress.signedIn === "unavailable" ? (
        <Unavailable />
      ) : progress.events.length === 0 ? (
        <Empty progress={progress} />
      ) : (
        <Known progress={progress} now={now} />
      )}
    </div>
  );
}

function Known({ progress, now }: { readonly progress: Progress; readonly now: number }) {
  const { events } = progress;
  const begun = topics().filter(({ topic }) => events.some((event) => event.topic === topic.id));
  const due = begun
    .flatMap((content) => topicSummary(content, events, now).cards)
    .reduce((sum, cards) => sum + cards.due.length, 0);
  return (
    <div className="grid gap-6">
      <KeyFigures events={events} due={due} now={now} />
      {begun.map((content) => (
        <TopicProgress key={content.topic.id} {...{ content, events, now }} />
      ))}
      <Visitor progress={progress} now={now} />
      <YourData />
    </div>
  );
}

function Empty({ progress }: { readonly progress: Progress }) {
  return (
    <Panel>
      <PanelPart heading="Nothing here yet" level={2}>
        <p className="max-w-2xl text-sm text-soft">
          {progress.signedIn === "user"
            ? `You are signed in as ${progress.name}. Answer a question, and it appears here.`
            : "Answer a question, and it appears here. You need no account: your first answer begins a guest session in this browser."}
        </p>
        <div>
          <LinkButton kind="primary" href="/practice">
            Start to practise
          </LinkButton>
        </div>
      </PanelPart>
      {progress.signedIn !== "user" && (
        <PanelPart heading="Did you practise before, with an account?" level={2}>
          <AccountLinks />
        </PanelPart>
      )}
    </Panel>
  );
}

function Unavailable() {
  return (
    <div className="grid gap-4">
      <Notice tone="alarm">
        The session store does not answer, so the server cannot see who you are. Your progress is
        safe. You can go on practising: this browser keeps your answers and sends them when the
        store answers.
      </Notice>
      <div className="flex flex-wrap gap-2">
        <LinkButton kind="primary" href="/practice/progress">
          Try again
        </LinkButton>
        <LinkButton href="/practice">All modes</LinkButton>
      </div>
    </div>
  );
}
