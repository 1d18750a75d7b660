import type { Block } from "../content/block";

export type Questionnaire = Block & { readonly kind: "questionnaire" };

/** The chosen option of each question, by the ids. */
export type Answers = Readonly<Record<string, string>>;

/**
 * Returns the number of the first rule whose answers all match.
 *
 * @returns `"open"` while a question has no answer, and `null` if no rule matches.
 */
export function ruleFor(
  { questions, rules }: Pick<Questionnaire, "questions" | "rules">,
  answers: Answers,
): number | "open" | null {
  if (openQuestions({ questions }, answers) > 0) return "open";
  const rule = rules.findIndex(({ when }) =>
    Object.entries(when).every(([question, accepted]) =>
      accepted.includes(answers[question] ?? ""),
    ),
  );
  return rule === -1 ? null : rule;
}

/** Counts the questions without a valid answer. */
export function openQuestions(
  { questions }: Pick<Questionnaire, "questions">,
  answers: Answers,
): number {
  return questions.filter(({ id, options }) => !options.some((option) => option.id === answers[id]))
    .length;
}

/** The name of a question in a form and in the query of an address. */
export function fieldName(question: string): string {
  return `app-${question}`;
}

/** Reads the answers in the query of an address. Ignores unknown options. */
export function answersFrom(
  { questions }: Pick<Questionnaire, "questions">,
  query: Readonly<Record<string, string | readonly string[] | undefined>>,
): Answers {
  const answers: Record<string, string> = {};
  for (const { id, options } of questions) {
    const value = query[fieldName(id)];
    const option = options.find((each) => each.id === value);
    if (option !== undefined) answers[id] = option.id;
  }
  return answers;
}
