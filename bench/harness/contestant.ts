import { deepStrictEqual } from "node:assert/strict";
import type { Contestant } from "./question.ts";

interface Entry<Input, Result> {
  readonly name: string;
  readonly note?: string;
  readonly floor?: string;
  /** Begins on all inputs before waiting for any, as a server with many requests does. */
  readonly allAtOnce?: boolean;
  /** Taken in turn, so that nobody answers the same question twice in a row. */
  readonly inputs: readonly Input[];
  /** An input whose proof was tampered with; `null` where there is nothing to refuse. */
  readonly forged: Input | null;
  run(input: Input): Result | Promise<Result>;
  /** The result in the form all contestants share, or `null` for "refused"; never timed. */
  answer(result: Result): unknown;
  /** What `answer` must be for each input. */
  readonly expected: readonly unknown[];
}

/** A contestant that is made to answer rightly before it is timed. */
export function contestant<Input, Result>(entry: Entry<Input, Result>): Contestant {
  const { name, note = "", floor = null, allAtOnce = false, inputs, forged, expected } = entry;
  let turn = 0;

  return {
    name,
    note,
    floor,

    operations: allAtOnce ? inputs.length : 1,

    run() {
      if (allAtOnce) return Promise.all(inputs.map((input) => entry.run(input)));
      turn = turn + 1 < inputs.length ? turn + 1 : 0;
      return entry.run(inputs[turn] as Input);
    },

    async check() {
      deepStrictEqual(inputs.length, expected.length, `${name}: one answer for each input`);
      for (const [index, input] of inputs.entries()) {
        deepStrictEqual(
          await entry.answer(await entry.run(input)),
          expected[index],
          `${name}: the answer`,
        );
      }
      if (forged !== null && !(await refuses(entry, forged))) {
        throw new Error(
          `${name} accepts a forged credential: it does not do the work in question.`,
        );
      }
    },
  };
}

async function refuses<Input, Result>(
  entry: Entry<Input, Result>,
  forged: Input,
): Promise<boolean> {
  try {
    return (await entry.answer(await entry.run(forged))) === null;
  } catch {
    return true;
  }
}

/** The same text with one character changed where credentials carry their proof: near the end. */
export function tamper(credential: string): string {
  const at = credential.length - 10;
  const other = credential[at] === "A" ? "B" : "A";
  return credential.slice(0, at) + other + credential.slice(at + 1);
}
