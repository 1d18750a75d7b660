import type { Outcome } from "sandbox/outcome";
import type { RunState } from "./use-run";

/** Says the result of a run in one or two sentences, for screen readers. */
export function announcementOf(state: RunState): string {
  switch (state.status) {
    case "idle":
      return "";
    case "loading":
      return "The engine is loading.";
    case "running":
      return "The program is running.";
    case "failed":
      return ENGINE_FAILED;
    case "done":
      return [endText(state.outcome), callsText(state.outcome), linesText(state.outcome)]
        .filter((text) => text !== "")
        .join(" ");
  }
}

export const ENGINE_FAILED =
  "The engine did not start, so the program did not run. Check the connection, and try again.";

/** A longer output is for reading, and not for listening at once. */
const MOST_LINES = 6;

function endText({ end, error, sentence }: Outcome): string {
  if (end === "finished") return "The program finished.";
  if (error) return `The program ended with an error: ${error.message}`;
  return sentence ?? "The program was stopped.";
}

function linesText({ lines }: Outcome): string {
  if (lines.length === 0) return "";
  if (lines.length > MOST_LINES) return `It printed ${lines.length} lines.`;
  return `It printed: ${lines.map((line) => line.text).join("\n")}`;
}

function callsText({ calls }: Outcome): string {
  if (calls.length === 0) return "";
  const right = calls.filter((call) => call.passed).length;
  return `${right} of ${calls.length} checks passed.`;
}

/** Returns a time as text, like "12 ms" or "under 1 ms". */
export function millisecondsText(milliseconds: number): string {
  return milliseconds < 1 ? "under 1 ms" : `${Math.round(milliseconds)} ms`;
}
