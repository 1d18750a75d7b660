import { drawRound } from "@/lib/practice/exercise/draw-round";
import { exercisesOf } from "@/lib/practice/progress/items";
import { eventsOfMode } from "@/lib/practice/progress/mode-progress";
import { readProgress } from "@/lib/practice/progress/read-progress";
import { testVerdict } from "@/lib/practice/progress/verdict";
import { ExerciseView } from "../exercise/exercise-view";
import { END, stepPath } from "./mode-path";
import type { ModeProps } from "./mode-props";
import { answersOfRound, isRound, seenBefore } from "./round";
import { StepFrame } from "./step-frame";
import { Stepper } from "./stepper";
import { TestStart } from "./test-start";
import { TestVerdictView } from "./test-verdict";

/** A round of questions with one answer each, and a verdict at the end. */
export async function TestMode({ content, mode, at, answer, round }: ModeProps<"test">) {
  const { events } = await readProgress();
  if (round === undefined || !isRound(round)) {
    return <TestStart content={content} mode={mode} events={events} />;
  }
  const own = eventsOfMode(content, mode, events);
  const pool = exercisesOf(content, mode);
  const questions = drawRound(pool, mode.draw, round, seenBefore(round, own));
  const answers = answersOfRound(round, own);
  const open = questions.filter(({ id }) => !answers.has(id));
  const asked = questions.find(({ id }) => id === at);
  const question = at === END ? undefined : (asked ?? open[0]);
  const place = question ? questions.indexOf(question) : -1;
  const following =
    questions.slice(place + 1).find(({ id }) => !answers.has(id)) ??
    open.find(({ id }) => id !== question?.id);
  const steps = questions.map(({ id, title }) => {
    const passed = answers.get(id);
    const state = passed === undefined ? "open" : passed ? "right" : "tried";
    const href = stepPath(content, mode, id, round);
    return { title, href, state, isCurrent: id === question?.id } as const;
  });
  const passed = question && answers.get(question.id);
  return (
    <StepFrame
      label={question ? `Question ${place + 1} of ${questions.length}` : "The verdict of the test"}
    >
      <Stepper label="Questions" noun="Question" steps={steps} />
      {question ? (
        <ExerciseView
          exercise={question}
          place={{ topic: content.topic.id, mode: mode.id, round }}
          attempts={1}
          seconds={null}
          answer={question.id === at ? answer : undefined}
          before={passed === undefined ? null : { passed }}
          here={stepPath(content, mode, question.id, round)}
          next={
            following
              ? { href: stepPath(content, mode, following.id, round), label: "Next question" }
              : { href: stepPath(content, mode, END, round), label: "See the verdict" }
          }
          headingLevel={2}
        />
      ) : (
        <TestVerdictView
          content={content}
          mode={mode}
          verdict={testVerdict(content, events, round)}
          next={open[0] ? stepPath(content, mode, open[0].id, round) : null}
        />
      )}
    </StepFrame>
  );
}
