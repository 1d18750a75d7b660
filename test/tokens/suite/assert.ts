/** Assertions without a test framework, for runtimes that have none. */

export function check(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

export function equal(actual: unknown, expected: unknown, what = ""): void {
  check(Object.is(actual, expected), `${what} is ${shown(actual)}, not ${shown(expected)}`);
}

export function deepEqual(actual: unknown, expected: unknown, what = ""): void {
  check(same(actual, expected), `${what} is ${shown(actual)}, not ${shown(expected)}`);
}

interface Expected {
  readonly name?: string;
  readonly code?: string;
  readonly claim?: string;
}

/** The public members of an error of the library. */
export interface Thrown extends Error {
  readonly code?: string;
  readonly claim?: string;
  readonly expiredAt?: Date;
  readonly activeAt?: Date;
}

/** Checks that a function throws or rejects with the expected members. Returns the error. */
export async function throwsWith(
  run: () => unknown,
  expected: Expected,
  what = "",
): Promise<Thrown> {
  const error = await errorOf(run);
  check(error !== null, `${what} was accepted, and not refused with ${shown(expected)}`);
  for (const [member, value] of Object.entries(expected)) {
    const actual: unknown = Reflect.get(error, member);
    check(
      actual === value,
      `${what} threw ${error.name} (${error.message}) whose ${member} is ${shown(actual)}, not ${shown(value)}`,
    );
  }
  return error;
}

/** Returns the error that a function throws or rejects with; `null` without one. */
export async function errorOf(run: () => unknown): Promise<Thrown | null> {
  try {
    await run();
    return null;
  } catch (error) {
    check(error instanceof Error, `${shown(error)} was thrown, which is no Error`);
    return error;
  }
}

function same(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== "object" || typeof right !== "object" || !left || !right) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const names = Reflect.ownKeys(left);
  return (
    names.length === Reflect.ownKeys(right).length &&
    names.every(
      (name) =>
        Object.hasOwn(right, name) && same(Reflect.get(left, name), Reflect.get(right, name)),
    )
  );
}

function shown(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
