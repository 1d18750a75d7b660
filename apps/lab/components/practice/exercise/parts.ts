import type { ReactNode } from "react";
import type { Outcome } from "sandbox/outcome";
import type { TokenLines } from "@/lib/practice/code/tokens";
import type { Answer } from "@/lib/practice/content/program";
import type { Verdict } from "@/lib/practice/content/verdict";

/** The place of an exercise. Events of answers name it. */
export interface Place {
  readonly topic: string;
  readonly mode: string;
  /** The round of the Test. */
  readonly round?: string | undefined;
}

/** The texts and codes of an exercise, rendered on the server. */
export interface ExerciseParts {
  readonly code: TokenLines;
  readonly solution: readonly ReactNode[];
  /** The program with a right answer. `null` when the shown program is already whole. */
  readonly rightCode: ReactNode | null;
  /** Why each option is right or wrong: one row a blank, or one row for `choose` and `predict`. */
  readonly whys: readonly (readonly ReactNode[])[];
  readonly mistakes: readonly { readonly says: string; readonly why: ReactNode }[];
  readonly quickCheck: readonly ReactNode[];
  readonly defend: readonly ReactNode[];
}

/** An answer, and its result by running the program. */
export interface Answered {
  readonly answer: Answer;
  readonly outcome: Outcome;
  readonly verdict: Verdict;
  /** The place of the content's mistake whose run fails in the same way. `null` without one. */
  readonly mistake: number | null;
  /** The option of the question that defends the answer, and whether its statement holds. */
  readonly defended: { readonly option: number; readonly holds: boolean } | null;
}

/** What the field of an answer needs, for all kinds of exercises. */
export interface AnswerFieldProps {
  readonly parts: ExerciseParts;
  readonly place: Place;
  /** Decides the order of options. */
  readonly seed: string;
  /** The newest answer. */
  readonly answered: Answered | null;
  /** Whether the exercise accepts no answer any more, and shows everything. */
  readonly isOver: boolean;
}
