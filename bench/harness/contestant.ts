import { deepStrictEqual } from "node:assert/strict";
import type { Contestant } from "./question.ts";

interface Entry<Input, Result> {
  readonly name: string;
  readonly note?: string;
  readonly group?: string;
  readonly floor?: string;
  /** Starts all inputs before it awaits any, as a server with many requests does. */
  readonly allAtOnce?: boolean;
  /** Keeps this number of operations in flight, as a busy server does. */
  readonly inFlight?: number;
  /**
   * Used in turn, so that no input is used twice in a row. A function makes new inputs, untimed, for
   * operations that use their input up.
   */
  readonly inputs: readonly Input[] | ((count: number) => Promise<readonly Input[]>);
  /** An input with a changed signature or tag; `null` when the operation verifies nothing. */
  readonly forged: Input | null;
  run(input: Input): Result | Promise<Result>;
  /** Converts the result to the common form of all contestants; `null` means refused. Never timed. */
  answer(result: Result, input: Input): unknown;
  /** The expected values of `answer` for the first inputs. */
  readonly expected: readonly unknown[];
}

/** The number of operations of one run, per operation in flight. */
const LAPS = 4;

/** Creates a contestant. `check` compares its answers with the expected ones before it is timed. */
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

/** Changes one character near the end of a credential, where its signature or tag is. */
export function tamper(credential: string): string {
  const at = credential.length - 10;
  const other = credential[at] === "A" ? "B" : "A";
  return credential.slice(0, at) + other + credential.slice(at + 1);
}
