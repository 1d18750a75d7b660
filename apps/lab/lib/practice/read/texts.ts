import type { TopicContent } from "../content/load";
import type { Mode } from "../content/topic";
import type { ModeProgress } from "../progress/mode-progress";
import type { NextStep } from "../progress/next-step";

/** The name of each kind of mode for learners. */
const KINDS: Readonly<Record<Mode["kind"], string>> = {
  read: "Read",
  drill: "Exercises",
  project: "Project",
  recall: "Cards",
  test: "Test",
};

/** Says a number with its noun: "1 card", "3 cards". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** Says a time: "45 minutes", "2 hours", "3 hours 20 minutes". */
export function lengthText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [
    ...(hours > 0 ? [count(hours, "hour")] : []),
    ...(rest > 0 ? [count(rest, "minute")] : []),
  ];
  return parts.join(" ");
}

/** Says what a mode is: "Read · 8 cards · 6 exercises · 25 minutes". */
export function factsText(mode: Mode): string {
  return [KINDS[mode.kind], ...sizes(mode), lengthText(mode.minutes)].join(" · ");
}

function sizes(mode: Mode): readonly string[] {
  if (mode.kind !== "read") return [sizeText(mode)];
  const sizeOf = (kind: string, noun: string) => {
    const number = mode.blocks.filter((block) => block.kind === kind).length;
    return number === 0 ? [] : [count(number, noun)];
  };
  return [
    ...sizeOf("card", "card"),
    ...sizeOf("trace", "trace"),
    ...sizeOf("race", "race"),
    ...sizeOf("exercise", "exercise"),
  ];
}

function sizeText(mode: Exclude<Mode, { kind: "read" }>): string {
  switch (mode.kind) {
    case "drill":
      return count(mode.exercises.length, "exercise");
    case "project":
      return count(mode.steps.length, "step");
    case "recall":
      return count(mode.cards.length, "card");
    case "test":
      return count(
        Object.values(mode.draw).reduce((sum, each) => sum + each, 0),
        "question",
      );
  }
}

/** Says how far a visitor has come in a mode. */
export function progressText(mode: Mode, progress: ModeProgress): string {
  if (progress.isFinished) return mode.kind === "read" ? "Read" : "Done";
  if (progress.last === null) return "Not begun";
  return `${progress.done} of ${progress.total}`;
}

/** The text of a link to the next step, and the reason for the step. */
export interface NextStepText {
  readonly action: string;
  readonly reason: string;
}

/** Says the next best step in a topic. */
export function nextStepText(content: TopicContent, next: NextStep): NextStepText {
  const mode = content.modes.find(({ id }) => id === next.mode);
  const title = mode?.title ?? next.mode;
  switch (next.kind) {
    case "due":
      return {
        action: `Review ${count(next.cards, "card")}`,
        reason: `${next.cards === 1 ? "A card is" : "Cards are"} due today. ${title} brings each card back shortly before you forget it.`,
      };
    case "unfinished": {
      const isFirst = content.modes[0]?.id === next.mode;
      const verb = next.isBegun ? "Go on with" : isFirst ? "Begin with" : "Next:";
      return { action: `${verb} ${title}`, reason: mode?.summary ?? "" };
    }
    case "weak":
      return {
        action: `Go back to ${title}`,
        reason: `You have done all modes. This idea needs another look: ${next.says}`,
      };
    case "again":
      return {
        action: `Repeat ${title}`,
        reason: "You have done all modes, and you know every idea. Repeat the oldest one.",
      };
  }
}
