import { parseDuration } from "../duration.ts";
import { SignetError } from "../errors.ts";
import { isPlain } from "./json.ts";

/** Options as they came, perhaps from JavaScript. */
export type Given = Readonly<Record<string, unknown>>;

/**
 * Options by their names: an unknown name, or one that is present without a value, is a mistake that
 * would otherwise switch a check off in silence.
 *
 * @throws {SignetError} `invalid-config`, as every function here.
 */
export function checkNames(options: unknown, known: readonly string[]): Given {
  if (!isPlain(options)) {
    throw invalid("The options must be a plain object: what it inherits would not be checked.");
  }
  const given: Given = { ...options };
  for (const [name, value] of Object.entries(given)) {
    if (!known.includes(name)) {
      throw invalid(`${name} is not an option. The options are ${known.join(", ")}.`);
    }
    if (value === undefined || value === null) {
      throw invalid(`${name} is present but ${value}: give it a value, or leave it out.`);
    }
  }
  return given;
}

export function textOption(given: Given, name: string): string | null {
  const value = given[name];
  if (value === undefined) return null;
  if (!isText(value)) throw invalid(`${name} must be text that is not empty.`);
  return value;
}

/** One text or several, as a list. */
export function textsOption(given: Given, name: string): readonly string[] | null {
  const value = given[name];
  if (value === undefined) return null;
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (texts.length === 0 || !texts.every(isText)) {
    throw invalid(
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
    throw invalid("now must be a function that returns milliseconds since the epoch.");
  }
  return () => {
    const now: unknown = clock();
    if (typeof now === "number" && Number.isFinite(now) && now >= 0) return now;
    throw invalid("now did not return milliseconds since the epoch, so no time can be judged.");
  };
}

export function countOption(given: Given, name: string): number | null {
  const value = given[name];
  if (value === undefined) return null;
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 1) {
    throw invalid(`${name} must be a whole number from 1 on.`);
  }
  return value;
}

export function invalid(message: string): SignetError {
  return new SignetError("invalid-config", message);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
