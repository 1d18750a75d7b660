import { deepStrictEqual } from "node:assert/strict";
import type { Contestant } from "./question.ts";

interface Entry<Input, Result> {
  readonly name: string;
  readonly note?: string;
  readonly group?: string;
  readonly floor?: string;
  /** Begins on all inputs before waiting for any, as a server with many requests does. */
  readonly allAtOnce?: boolean;
  /** Begins on the next input as soon as one of so many is done, as a busy server does. */
  readonly inFlight?: number;
  /**
   * Taken in turn, so that nobody answers the same question twice in a row; or made as they are
   * needed, untimed, where an operation uses its input up.
   */
  readonly inputs: readonly Input[] | ((count: number) => Promise<readonly Input[]>);
  /** An input whose proof was tampered with; `null` where there is nothing to refuse. */
  readonly forged: Input | null;
  run(input: Input): Result | Promise<Result>;
  /** The result in the form all contestants share, or `null` for "refused"; never timed. */
  answer(result: Result, input: Input): unknown;
  /** What `answer` must be for each of the first inputs. */
  readonly expected: readonly unknown[];
}

/** Operations of one run, for each that is in flight. */
const LAPS = 4;

/** A contestant that is made to answer rightly before it is timed. */
export function contestant<Input, Result>(entry: Entry<Input, Result>): Contestant {
  const { name, note = "", group = "", floor = null, inputs, forged, expected } = entry;
  const { allAtOnce = false, inFlight = 0 } = entry;
  let ready = typeof inputs === "function" ? [] : inputs;
  let turn = 0;

  function next(): Input {
    turn = turn + 1 < ready.length ? turn + 1 : 0;
    return ready[turn] as Input;
  }

  const operations = allAtOnce ? ready.length : inFlight > 0 ? inFlight * LAPS : 1;

  async function stream(): Promise<void> {
    let left = operations;
    const lane = async (): Promise<void> => {
      while (left-- > 0) await entry.run(next());
    };
    await Promise.all(Array.from({ length: inFlight }, lane));
  }

  async function prepare(runs: number): Promise<void> {
    if (typeof inputs === "function") ready = await inputs(runs * operations);
  }

  return {
    name,
    note,
    group,
    floor,
    operations,

    run() {
      if (allAtOnce) return Promise.all(ready.map((input) => entry.run(input)));
      if (inFlight > 0) return stream();
      return entry.run(next());
    },

    prepare: inFlight > 0 || typeof inputs === "function" ? prepare : null,

    async check() {
      const given = typeof inputs === "function" ? await inputs(expected.length) : inputs;
      deepStrictEqual(given.length >= expected.length, true, `${name}: an input for each answer`);
      for (const [index, right] of expected.entries()) {
        const input = given[index] as Input;
        deepStrictEqual(
          await entry.answer(await entry.run(input), input),
          right,
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
    return (await entry.answer(await entry.run(forged), forged)) === null;
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
