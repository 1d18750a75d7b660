import "server-only";
import type { Outcome, Program } from "sandbox/outcome";
import type { Answered } from "@/components/practice/exercise/parts";
import type { Exercise } from "../content/exercise";
import { programOf, questionProgramOf } from "../content/program";
import { verdictOf } from "../content/verdict";
import { runContent } from "../run-content";
import { answerOf, type Chosen } from "./chosen-options";

/**
 * The outcomes of programs of the content. They are the same at each run, and the content has few options,
 * so each program runs once.
 */
const outcomes = new Map<string, Promise<Outcome>>();

/**
 * Runs the content's program with chosen options on the server, for browsers that run no JavaScript.
 *
 * @returns `null` when the options do not belong to the exercise.
 */
export async function runAnswer(
  place: { readonly topic: string; readonly mode: string },
  exercise: Exercise,
  chosen: Chosen,
): Promise<Answered | null> {
  const answer = answerOf(exercise, chosen.options);
  if (answer === null) return null;
  const name = [place.topic, place.mode, exercise.id].join("/");
  const outcome = await runOnce(`${name}/${chosen.options.join(".")}`, programOf(exercise, answer));
  const verdict = verdictOf(exercise, answer, outcome);
  // The answers of this function are options, and mistakes belong to code.
  const result = { answer, outcome, verdict, mistake: null };
  const { defend } = exercise;
  if (!defend || !verdict.passed) return { ...result, defended: null };
  const reasons = await runOnce(`${name}/defend`, questionProgramOf(exercise, defend.options));
  const option = chosen.defend ?? -1;
  const holds = reasons.claims[option] === true;
  return { ...result, defended: { option, holds } };
}

function runOnce(name: string, program: Program): Promise<Outcome> {
  // In development the content changes.
  if (process.env.NODE_ENV === "development") return runContent(program);
  const known = outcomes.get(name);
  if (known) return known;
  const running = runContent(program);
  outcomes.set(name, running);
  running.catch(() => outcomes.delete(name));
  return running;
}
