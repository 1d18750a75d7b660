import { invalidConfig } from "../../errors.ts";
import { holdsKeyPair } from "../crypto/key-pair.ts";

export const SHORTEST_SECRET_BYTES = 32;
const FEWEST_DIFFERENT_CHARACTERS = 8;
const HOW_TO_MAKE_ONE = "Make one with: node -p \"crypto.randomBytes(32).toString('base64url')\"";

/**
 * The secrets of a key ring, newest first.
 *
 * @throws {SignetError} `invalid-config` for a missing, short, repetitive or repeated secret.
 */
export function parseSecrets(secret: unknown): readonly [string, ...string[]] {
  const given: readonly unknown[] = Array.isArray(secret) ? secret : [secret];
  const [first, ...older] = given.map(parseSecret);
  if (first === undefined) throw invalidConfig(`secret is an empty list. ${HOW_TO_MAKE_ONE}`);
  if (new Set([first, ...older]).size < given.length) {
    throw invalidConfig("secret lists the same secret twice: keep each once, newest first.");
  }
  return [first, ...older];
}

function parseSecret(secret: unknown): string {
  if (secret === undefined || secret === null || secret === "") {
    throw invalidConfig(
      `secret is missing: set it, for example from an environment variable such as AUTH_SECRET. ${HOW_TO_MAKE_ONE}`,
    );
  }
  if (typeof secret !== "string") {
    throw invalidConfig("secret must be a string, or a list of strings with the newest first.");
  }
  if (new TextEncoder().encode(secret).length < SHORTEST_SECRET_BYTES) {
    throw invalidConfig(
      `secret is shorter than ${SHORTEST_SECRET_BYTES} bytes and could be guessed. ${HOW_TO_MAKE_ONE}`,
    );
  }
  checkVariety(secret);
  if (holdsKeyPair(new TextEncoder().encode(secret))) {
    throw invalidConfig(
      `secret holds a public or private key, and whoever has the public key could make sessions. ${HOW_TO_MAKE_ONE}`,
    );
  }
  return secret;
}

/** @throws {SignetError} `invalid-config` for text that nobody made at random. */
export function checkVariety(secret: string): void {
  if (new Set(secret).size < FEWEST_DIFFERENT_CHARACTERS) {
    throw invalidConfig(
      `secret repeats fewer than ${FEWEST_DIFFERENT_CHARACTERS} different characters and could be guessed. ${HOW_TO_MAKE_ONE}`,
    );
  }
}
