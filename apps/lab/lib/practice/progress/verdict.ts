import { type Exercise, LEVELS, type Level } from "../content/exercise";
import type { TopicContent } from "../content/load";
import type { PracticeEvent } from "./event";
import { exercisesOf } from "./items";
import { eventsOfMode, questionsOf } from "./mode-progress";

export type Verdict = "strong" | "getting there" | "weak";

/** The answers of one group of questions. */
export interface Score {
  readonly right: number;
  readonly answered: number;
  readonly verdict: Verdict;
}

export interface TestVerdict extends Score {
  readonly round: string;
  /** The number of questions in the round. */
  readonly total: number;
  readonly isFinished: boolean;
  /** The levels and ideas with an answered question. */
  readonly levels: readonly (Score & { readonly level: Level })[];
  readonly ideas: readonly (Score & {
    readonly idea: string;
    readonly says: string;
    /** The mode to go back to. */
    readonly mode: string;
  })[];
  /** The mode to go back to first: the one of the weakest idea. `null` when every idea is strong. */
  readonly back: string | null;
}

const STRONG = 0.8;
const GETTING_THERE = 0.5;

/** Judges a part of right answers: strong from 80 %, getting there from 50 %. */
export function verdictOf(right: number, answered: number): Verdict {
  const part = answered === 0 ? 0 : right / answered;
  if (part >= STRONG) return "strong";
  return part >= GETTING_THERE ? "getting there" : "weak";
}

/**
 * Judges a round of the Test. Only the first answer to each question counts.
 *
 * @returns `null` for a topic without a Test and for a round without an answer.
 */
export function testVerdict(
  content: TopicContent,
  events: readonly PracticeEvent[],
  round: string,
): TestVerdict | null {
  const mode = content.modes.find(({ kind }) => kind === "test");
  if (mode?.kind !== "test") return null;
  const first = new Map<string, boolean>();
  for (const event of eventsOfMode(content, mode, events).toSorted((a, b) => a.at - b.at)) {
    if (event.kind !== "answer" || event.round !== round || first.has(event.item)) continue;
    first.set(event.item, event.passed);
  }
  const asked = exercisesOf(content, mode).filter(({ id }) => first.has(id));
  if (asked.length === 0) return null;
  const score = (exercises: readonly Exercise[]): Score => {
    const right = exercises.filter(({ id }) => first.get(id)).length;
    const answered = exercises.length;
    return { right, answered, verdict: verdictOf(right, answered) };
  };
  const total = questionsOf(content, mode);
  const levels = LEVELS.map((level) => ({
    level,
    ...score(asked.filter((exercise) => exercise.level === level)),
  })).filter(({ answered }) => answered > 0);
  const ideas = content.topic.ideas
    .map(({ id, says, mode }) => {
      const own = asked.filter(({ idea }) => idea === id);
      return { idea: id, says, mode, ...score(own) };
    })
    .filter(({ answered }) => answered > 0);
  const [weakest] = ideas
    .filter(({ verdict }) => verdict !== "strong")
    .toSorted((a, b) => a.right / a.answered - b.right / b.answered);
  return {
    round,
    total,
    isFinished: asked.length >= total,
    ...score(asked),
    levels,
    ideas,
    back: weakest?.mode ?? null,
  };
}

/** Returns the rounds of the Test, the latest first. */
export function testRounds(
  content: TopicContent,
  events: readonly PracticeEvent[],
): readonly string[] {
  const mode = content.modes.find(({ kind }) => kind === "test");
  if (mode === undefined) return [];
  const rounds = eventsOfMode(content, mode, events)
    .toSorted((a, b) => b.at - a.at)
    .flatMap(({ round }) => round ?? []);
  return [...new Set(rounds)];
}

/** Judges the latest finished round of the Test. `null` without one. */
export function lastVerdict(
  content: TopicContent,
  events: readonly PracticeEvent[],
): TestVerdict | null {
  for (const round of testRounds(content, events)) {
    const verdict = testVerdict(content, events, round);
    if (verdict?.isFinished) return verdict;
  }
  return null;
}
