import { parseDuration } from "./duration.ts";
import { invalidConfig } from "./errors.ts";

/** Unchecked options. A caller in JavaScript may pass any values. */
export type Given = Readonly<Record<string, unknown>>;

/**
 * Checks the names of options. A misspelled name, or a name without a value, would disable a check
 * without an error.
 *
 * @param owner the function that takes the options, such as `"hybrid()"`.
 * @param mayBeEmpty names that may have the value `undefined` or `null`.
 * @throws {SignetError} `invalid-config`, as every function of this file does.
 */
export function checkOptions(
  options: object,
  known: readonly string[],
  owner = "",
  mayBeEmpty: readonly string[] = [],
): void {
  for (const [name, value] of Object.entries(options)) {
    if (!known.includes(name)) {
      const of = owner && ` of ${owner}`;
      throw invalidConfig(`${name} is not an option${of}. The options are ${known.join(", ")}.`);
    }
    if ((value === undefined || value === null) && !mayBeEmpty.includes(name)) {
      throw invalidConfig(`${name} is present but ${value}. Give it a value, or leave it out.`);
    }
  }
}

/**
 * Checks that options are a plain object with known names. Returns a copy, so later changes have no
 * effect.
 */
export function ownOptions(options: unknown, known: readonly string[]): Given {
  if (!isPlain(options)) {
    throw invalidConfig(
      "The options must be a plain object, because inherited options cannot be checked. Pass an object literal.",
    );
  }
  const given: Given = { ...options };
  checkOptions(given, known);
  return given;
}

/** Checks whether a value is a plain object, which inherits no members from a class. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // An object of another realm has a different Object.prototype, which has no prototype either.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Returns a text option, or `null` if it is missing. */
export function textOption(given: Given, name: string): string | null {
  const value = given[name];
  if (value === undefined) return null;
  if (!isText(value)) throw invalidConfig(`${name} must be a text that is not empty.`);
  return value;
}

/** Returns an option of one or several texts as a list, or `null` if it is missing. */
export function textsOption(given: Given, name: string): readonly string[] | null {
  const value = given[name];
  if (value === undefined) return null;
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (texts.length === 0 || !texts.every(isText)) {
    throw invalidConfig(
      `${name} must be a text or a list of texts, none of them empty. Regular expressions are not supported. List every accepted value.`,
    );
  }
  return [...texts];
}

/**
 * Returns a duration option in milliseconds, or `null` if it is missing.
 *
 * @param least `0` to allow a duration of zero.
 */
export function durationOption(given: Given, name: string, least = 1): number | null {
  const value = given[name];
  if (value === undefined) return null;
  return value === 0 && least === 0 ? 0 : parseDuration(value, name);
}

/** Returns the `now` option, or `Date.now`. The returned clock throws if `now` returns no valid time. */
export function clockOption(given: Given): () => number {
  const clock = given["now"];
  if (clock === undefined) return () => Date.now();
  if (typeof clock !== "function") {
    throw invalidConfig(
      "now must be a function that returns milliseconds since the epoch. Leave it out for Date.now.",
    );
  }
  return () => {
    const now: unknown = clock();
    if (typeof now === "number" && Number.isFinite(now) && now >= 0) return now;
    throw invalidConfig(
      "now did not return milliseconds since the epoch, so no time can be checked. Return a number such as Date.now() does.",
    );
  };
}

/** Returns an option that is a positive whole number, or `null` if it is missing. */
export function countOption(given: Given, name: string): number | null {
  const value = given[name];
  if (value === undefined) return null;
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 1) {
    throw invalidConfig(`${name} must be a whole number from 1.`);
  }
  return value;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
