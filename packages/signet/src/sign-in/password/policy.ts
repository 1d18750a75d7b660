import { refused } from "../contract/makers.ts";
import type { Refused } from "../contract/outcome.ts";
import { commonPasswords } from "./common-words.ts";
import { normalForm } from "./hash/hasher.ts";

/** The longest password, in code points as it was typed (NIST SP 800-63B-4 asks for at least 64). */
const LONGEST_PASSWORD = 128;
/** A repeated text up to this length is no more than its repetition, such as "abcabcabcabcabc". */
const SHORTEST_UNIT = 4;
/** A context word of fewer characters is part of too many good passwords. */
const SHORTEST_WORD = 3;
/** A password that leaves fewer letters beside the context words is refused. */
const FEWEST_OTHER_LETTERS = 3;

/** Checks new passwords. */
export interface Policy {
  /**
   * Returns the refusal of a password, or `null` for a good one.
   *
   * @param context the user's address and name, which must not make up the password.
   */
  check(
    password: string,
    context: { readonly email: string; readonly name: string | null },
  ): Promise<Refused | null>;
}

export interface PolicyRules {
  readonly minLength: number;
  /** The name of the application and the words of the option `words`. */
  readonly words: readonly string[];
  readonly isBreached: ((password: string) => Promise<boolean>) | null;
}

/**
 * Creates the policy of NIST SP 800-63B-4, §3.1.1.2: a length, a list of common passwords, words that
 * belong to the user or the site, and breached passwords. There are no rules of composition.
 */
export function createPolicy({ minLength, words, isBreached }: PolicyRules): Policy {
  async function weaknessOf(password: string, context: readonly string[]): Promise<string | null> {
    if (!password.isWellFormed()) return "The password has characters that are not valid text.";
    if (lengthOf(password) > LONGEST_PASSWORD) {
      return `The password may have at most ${LONGEST_PASSWORD} characters.`;
    }
    const normal = normalForm(password);
    if (lengthOf(normal) < minLength) {
      return `The password needs at least ${minLength} characters.`;
    }
    if (await isCommon(normal.toLowerCase())) return "The password is one of the most common ones.";
    if (isMadeOf(normal.toLowerCase(), wordsIn(context))) {
      return "The password is made of words that others can guess: the name or address of the user or of this site.";
    }
    if (isBreached !== null && (await isBreached(normal))) {
      return "The password appeared in a data breach.";
    }
    return null;
  }

  return {
    async check(password, { email, name }) {
      const detail = await weaknessOf(password, [...words, email, name ?? ""]);
      return detail === null ? null : refused("weak-password", { field: "password", detail });
    },
  };
}

function lengthOf(text: string): number {
  return [...text].length;
}

async function isCommon(password: string): Promise<boolean> {
  const common = await commonPasswords();
  const unit = unitOf(password);
  return common.has(password) || common.has(unit) || lengthOf(unit) < SHORTEST_UNIT;
}

/** Returns the shortest text whose repetition is a text: "ab" for "ababab", the text itself otherwise. */
function unitOf(text: string): string {
  return text.slice(0, (text + text).indexOf(text, 1));
}

/** Returns the context words of texts, longest first. The text is a word, and so are its parts. */
function wordsIn(texts: readonly string[]): readonly string[] {
  const all = texts
    .map((text) => normalForm(text).toLowerCase())
    .flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
    .filter((word) => lengthOf(word) >= SHORTEST_WORD);
  return [...new Set(all)].sort((a, b) => b.length - a.length);
}

/** Checks whether a password has a context word and hardly any letters beside context words. */
function isMadeOf(password: string, words: readonly string[]): boolean {
  // A space stands for a removed word, so that the texts around it do not make a new word.
  const rest = words.reduce((text, word) => text.replaceAll(word, " "), password);
  return rest !== password && lengthOf(rest.replace(/\P{L}/gu, "")) < FEWEST_OTHER_LETTERS;
}
