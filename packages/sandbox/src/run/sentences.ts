import type { End } from "../outcome.ts";
import { MOST_MEMORY_BYTES, MOST_TIME_MS, MOST_WORK_MS } from "./limits.ts";

/** What the learner reads when a program did not finish. */
export const sentences: Readonly<Record<Exclude<End, "finished">, string>> = {
  error: "The program stopped with an error.",
  "too-long": `The program worked for more than ${MOST_WORK_MS} ms and was stopped. Look for a loop that does not end.`,
  stopped: `The program did not answer for ${MOST_TIME_MS / 1_000} second and was stopped. Look for a call that makes a very large value.`,
  memory: `The program needed more than ${MOST_MEMORY_BYTES / 1_048_576} MB of memory and was stopped. Look for a value that grows without an end.`,
};

export const WAITS_FOR_EVER =
  "The program waits for a promise that nothing can settle. Look for a promise without a call of its `resolve`.";
