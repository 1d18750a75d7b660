import type { End } from "../outcome.ts";
import { MOST_MEMORY_BYTES, MOST_TIME_MS } from "./limits.ts";

/**
 * Returns the sentence for the learner about a program that did not finish.
 *
 * @param mostWork the most work of the program in milliseconds. It is more on a slow device.
 */
export function sentenceOf(end: Exclude<End, "finished">, mostWork: number): string {
  switch (end) {
    case "error":
      return "The program stopped with an error.";
    case "too-long":
      return `The program worked for more than ${mostWork} ms and was stopped. Look for a loop that does not end.`;
    case "stopped":
      return STOPPED;
    case "memory":
      return `The program needed more than ${MOST_MEMORY_BYTES / 1_048_576} MB of memory and was stopped. Look for a value that grows without an end.`;
  }
}

/** The sentence about a program whose worker was ended. */
export const STOPPED = `The program did not answer for ${MOST_TIME_MS / 1_000} second and was stopped. Look for a call that makes a very large value.`;

export const WAITS_FOR_EVER =
  "The program waits for a promise that nothing can settle. Look for a promise without a call of its `resolve`.";
