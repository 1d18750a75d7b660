import type { Answers, Questionnaire } from "@/lib/practice/read/advice";
import { blockId } from "@/lib/practice/read/outline";
import { InlineMarkdown } from "../markdown";
import { QuestionnaireForm } from "./questionnaire-form";

/** Questions about the reader's app, with an advice that names its reasons. */
export function QuestionnaireBlock(props: {
  readonly block: Questionnaire;
  /** The answers of a form that was sent without JavaScript. */
  readonly answers: Answers;
}) {
  const { block, answers } = props;
  const id = blockId(block) ?? "";
  return (
    <section
      id={id}
      aria-labelledby={`${id}-heading`}
      className="max-w-3xl scroll-mt-6 overflow-hidden rounded-2xl border border-line bg-card shadow-(--shadow)"
    >
      <h2
        id={`${id}-heading`}
        className="px-5 pt-6 text-xl font-semibold tracking-tight sm:px-8 sm:pt-8"
      >
        {block.title}
      </h2>
      <QuestionnaireForm
        id={id}
        questions={block.questions}
        rules={block.rules.map(({ when, advice, because }) => ({
          when,
          advice,
          because: because.map((reason) => <InlineMarkdown key={reason} text={reason} />),
        }))}
        sent={answers}
      />
    </section>
  );
}
