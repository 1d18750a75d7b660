"use client";

import { type ReactNode, useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { Dot } from "@/components/ui/strategy-tag";
import {
  type Answers,
  fieldName,
  openQuestions,
  type Questionnaire,
  ruleFor,
} from "@/lib/practice/read/advice";
import { type StrategyName, strategies } from "@/lib/strategies";

interface Rule {
  readonly when: Questionnaire["rules"][number]["when"];
  readonly advice: StrategyName;
  readonly because: readonly ReactNode[];
}

/** The questions and the advice. Without JavaScript, the form sends the answers in the address. */
export function QuestionnaireForm(props: {
  readonly id: string;
  readonly questions: Questionnaire["questions"];
  readonly rules: readonly Rule[];
  readonly sent: Answers;
}) {
  const { id, questions, rules, sent } = props;
  const [answers, setAnswers] = useState(sent);
  const compared = rules.map((rule) => ({ ...rule, because: [] }));
  const rule = ruleFor({ questions, rules: compared }, answers);
  return (
    <form method="get" action={`#${id}`}>
      <div className="grid gap-7 px-5 py-6 sm:px-8">
        {questions.map((question) => (
          <fieldset key={question.id} className="min-w-0">
            <legend className="font-semibold text-pretty">{question.ask}</legend>
            <div className="mt-2 grid gap-2">
              {question.options.map((option) => (
                <label
                  key={option.id}
                  className="flex min-h-11 cursor-pointer items-center gap-3 rounded-lg border border-line px-3.5 py-2 text-sm transition-colors hover:bg-well has-checked:border-ink has-checked:bg-well has-checked:font-semibold motion-reduce:transition-none"
                >
                  <input
                    type="radio"
                    name={fieldName(question.id)}
                    value={option.id}
                    defaultChecked={sent[question.id] === option.id}
                    onChange={() => setAnswers({ ...answers, [question.id]: option.id })}
                    className="size-4 shrink-0 accent-ink"
                  />
                  {option.text}
                </label>
              ))}
            </div>
          </fieldset>
        ))}
        <div className="hidden noscript:block">
          <button type="submit" className={buttonClass("primary")}>
            Show the advice
          </button>
        </div>
      </div>
      <div role="status" className="min-h-44 border-t border-line bg-well px-5 py-6 sm:px-8">
        {rule === "open" ? (
          <p className="text-soft">{openText(openQuestions({ questions }, answers))}</p>
        ) : (
          <Advice rule={rule === null ? undefined : rules[rule]} />
        )}
      </div>
    </form>
  );
}

function openText(count: number): string {
  return count === 1
    ? "Answer one more question. Then the advice stands here, with its reasons."
    : `Answer ${count} questions. Then the advice stands here, with its reasons.`;
}

function Advice({ rule }: { readonly rule: Rule | undefined }) {
  if (rule === undefined) {
    return (
      <p className="text-soft">
        No rule of this page fits these answers. The page on trade-offs helps to decide.
      </p>
    );
  }
  const { title, motto, configuration } = strategies[rule.advice];
  return (
    <div data-strategy={rule.advice} className="grid gap-3">
      <p className="text-xs font-semibold text-soft">For your app</p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xl font-semibold tracking-tight text-accent">
        <Dot />
        {title}
        <code className="rounded-md bg-tint px-2 py-0.5 font-mono text-sm font-normal tracking-normal">
          {configuration}
        </code>
      </p>
      <p className="text-sm">{motto}</p>
      <p className="text-sm font-semibold">Because of your answers:</p>
      <ul className="list-disc space-y-1.5 pl-5 text-sm marker:text-accent">
        {rule.because.map((reason, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the reasons of a rule never change
          <li key={index}>{reason}</li>
        ))}
      </ul>
    </div>
  );
}
