import { inspect } from "../globals/format/index.ts";
import { errorText } from "../globals/format/kinds.ts";
import { host } from "../globals/runtime.ts";
import { stringify } from "./captured.ts";
import { isEqual } from "./equal.ts";

/** The depth of the objects that a learner sees. Deeper ones become `[Object]`. */
const DEPTH = 6;

export interface Matcher {
  readonly text: string;
}

type Result = { readonly value: unknown } | { readonly error: unknown };

/** The test of each matcher. A program cannot reach it. */
const tests = new WeakMap<object, (result: Result) => boolean>();

/** The calls that began, in the order of the program. A call is recorded after all earlier ones. */
const waiting: { json: string | null }[] = [];

/**
 * Runs a call, compares its result with the wanted value or matcher, and records both for the learner.
 * It awaits a promise. It never throws for a wrong result.
 */
export async function check(call: string, run: () => unknown, wanted: unknown): Promise<void> {
  const place: { json: string | null } = { json: null };
  waiting.push(place);
  const result = await resultOf(run);
  place.json = stringify({
    call: `${call}`,
    wanted: wantedText(wanted),
    got: gotText(result),
    passed: isPassed(result, wanted),
  });
  while (waiting.length > 0) {
    const json = waiting[0]?.json ?? null;
    if (json === null) return;
    waiting.shift();
    host.record("call", json);
  }
}

/** Matches a call that throws or rejects with an error whose message has `message` as a part. */
export function throws(message = ""): Matcher {
  const part = `${message}`;
  return matcher(
    part === "" ? "an error" : `an error with the message ${inspect(part)}`,
    (result) => "error" in result && messageOf(result.error).includes(part),
  );
}

/** Matches a value for which `holds` returns `true`. */
export function satisfies(text: string, holds: (value: never) => boolean): Matcher {
  return matcher(`${text}`, (result) => {
    if ("error" in result) return false;
    try {
      return holds(result.value as never) === true;
    } catch {
      return false;
    }
  });
}

function matcher(text: string, test: (result: Result) => boolean): Matcher {
  const made: Matcher = { text };
  tests.set(made, test);
  return made;
}

async function resultOf(run: () => unknown): Promise<Result> {
  try {
    return { value: await run() };
  } catch (error) {
    // The runner has stopped the program. This is no result of the call.
    if (
      error instanceof Error &&
      error.name === "InternalError" &&
      error.message === "interrupted"
    ) {
      throw error;
    }
    return { error };
  }
}

function testOf(wanted: unknown): ((result: Result) => boolean) | undefined {
  return typeof wanted === "object" && wanted !== null ? tests.get(wanted) : undefined;
}

function isPassed(result: Result, wanted: unknown): boolean {
  const test = testOf(wanted);
  if (test !== undefined) return test(result);
  try {
    return "value" in result && isEqual(result.value, wanted);
  } catch {
    return false;
  }
}

function wantedText(wanted: unknown): string {
  return testOf(wanted) === undefined ? valueText(wanted) : (wanted as Matcher).text;
}

function gotText(result: Result): string {
  if ("value" in result) return valueText(result.value);
  return result.error instanceof Error
    ? errorText(result.error)
    : `thrown: ${valueText(result.error)}`;
}

/** Returns the text of a value. A getter of the program may throw. */
export function valueText(value: unknown): string {
  try {
    return inspect(value, DEPTH);
  } catch {
    return "[a value that cannot be shown]";
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? String(error.message) : String(error);
}
