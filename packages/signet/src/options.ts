import { parseDuration } from "./duration.ts";
import { invalidConfig } from "./errors.ts";

/** Options as the caller gave them, perhaps from JavaScript. */
export type Given = Readonly<Record<string, unknown>>;

/**
 * Checks the names of options. An unknown name, or a name without a value, would switch a check off in
 * silence.
 *
 * @param owner the function that takes the options, such as `"hybrid()"`.
 * @param mayBeEmpty names that may be present as `undefined` or `null`.
 * @throws {SignetError} `invalid-config`, as every function of this file.
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
      throw invalidConfig(`${name} is present but ${value}: give it a value, or leave it out.`);
    }
  }
}

/** Checks options that must be a plain object, and returns a copy that no longer changes. */
export function ownOptions(options: unknown, known: readonly string[]): Given {
  if (!isPlain(options)) {
    throw invalidConfig(
      "The options must be a plain object, because inherited options are not checked.",
    );
  }
  const given: Given = { ...options };
  checkOptions(given, known);
  return given;
}

/** Checks whether an object has no class and no prototype of its own, so that it inherits no members. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Objects of another realm have another Object.prototype.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

export function textOption(given: Given, name: string): string | null {
  const value = given[name];
  if (value === undefined) return null;
  if (!isText(value)) throw invalidConfig(`${name} must be text that is not empty.`);
  return value;
}

/** One text or several, as a list. */
export function textsOption(given: Given, name: string): readonly string[] | null {
  const value = given[name];
  if (value === undefined) return null;
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (texts.length === 0 || !texts.every(isText)) {
    throw invalidConfig(
      `${name} must be text, or a list of texts, none of them empty. Patterns are not taken: list what you accept.`,
    );
  }
  return [...texts];
}

/** Milliseconds. */
export function durationOption(given: Given, name: string, least = 1): number | null {
  const value = given[name];
  if (value === undefined) return null;
  return value === 0 && least === 0 ? 0 : parseDuration(value, name);
}

export function clockOption(given: Given): () => number {
  const clock = given["now"];
  if (clock === undefined) return () => Date.now();
  if (typeof clock !== "function") {
    throw invalidConfig("now must be a function that returns milliseconds since the epoch.");
  }
  return () => {
    const now: unknown = clock();
    if (typeof now === "number" && Number.isFinite(now) && now >= 0) return now;
    throw invalidConfig(
      "now did not return milliseconds since the epoch, so no time can be judged.",
    );
  };
}

export function countOption(given: Given, name: string): number | null {
  const value = given[name];
  if (value === undefined) return null;
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 1) {
    throw invalidConfig(`${name} must be a whole number from 1 on.`);
  }
  return value;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
