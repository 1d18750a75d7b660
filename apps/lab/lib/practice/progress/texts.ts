import type { TopicContent } from "../content/load";
import type { NextStep } from "./next-step";
import type { ReviewDay } from "./review-days";
import type { Verdict } from "./verdict";

/** Returns for example "1 card" or "3 cards". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${new Intl.NumberFormat("en").format(number)} ${number === 1 ? one : many}`;
}

/** Returns a part as for example "67 %". */
export function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}

/** Says why a step is the next one, and names it for a link. */
export function nextStepText(
  content: Pick<TopicContent, "modes">,
  step: NextStep,
): { readonly link: string; readonly why: string } {
  const title = content.modes.find(({ id }) => id === step.mode)?.title ?? step.mode;
  switch (step.kind) {
    case "due":
      return {
        link: `Review ${count(step.cards, "card")}`,
        why: step.cards === 1 ? "Its day has come." : "Their day has come.",
      };
    case "unfinished":
      return step.isBegun
        ? { link: `Continue with ${title}`, why: "You began this mode and have not finished it." }
        : { link: `Begin ${title}`, why: `${title} is the next mode of the topic.` };
    case "weak":
      return { link: `Go back to ${title}`, why: `This idea was the hardest: ${step.says}` };
    case "again":
      return {
        link: `Repeat ${title}`,
        why: "You have finished every mode. This one was the longest ago.",
      };
  }
}

export const verdictText: Record<Verdict, string> = {
  strong: "Strong",
  "getting there": "Getting there",
  weak: "Weak",
};

const day = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  timeZone: "UTC",
});

/** Returns for example "Today", "Tomorrow" or "Thu 5 Mar". */
export function reviewDayText({ inDays, date }: ReviewDay): string {
  if (inDays === 0) return "Today";
  return inDays === 1 ? "Tomorrow" : day.format(date);
}

/** Describes the result of a deletion, from the query of the address. */
export function deletionText(deleted: unknown): string | null {
  if (deleted === "unconfirmed") {
    return "Nothing was deleted. Tick the box to confirm the deletion.";
  }
  if (typeof deleted !== "string" || !/^\d{1,6}$/.test(deleted)) return null;
  return deleted === "0"
    ? "There was no progress to delete."
    : `Your progress was deleted: ${count(Number(deleted), "event")}.`;
}
