import { invalidConfig } from "../../errors.ts";
import { holdsKeyPair } from "../crypto/key-pair.ts";

/** The minimum length of a secret; bytes. */
export const SHORTEST_SECRET_BYTES = 32;
const FEWEST_DIFFERENT_CHARACTERS = 8;
const HOW_TO_MAKE_ONE = "Create one with: node -p \"crypto.randomBytes(32).toString('base64url')\"";

/**
 * Checks the secrets of a key ring. Returns them as a list, newest first.
 *
 * @throws {SignetError} `invalid-config` for a missing, short, repetitive or repeated secret.
 */
export function parseSecrets(secret: unknown): readonly [string, ...string[]] {
  const given: readonly unknown[] = Array.isArray(secret) ? secret : [secret];
  const [first, ...older] = given.map(parseSecret);
  if (first === undefined) throw invalidConfig(`secret is an empty list. ${HOW_TO_MAKE_ONE}`);
  if (new Set([first, ...older]).size < given.length) {
    throw invalidConfig("secret lists the same secret twice. List each secret once, newest first.");
  }
  return [first, ...older];
}

function parseSecret(secret: unknown): string {
  if (secret === undefined || secret === null || secret === "") {
    throw invalidConfig(
      `secret is missing. Set it, for example from an environment variable such as AUTH_SECRET. ${HOW_TO_MAKE_ONE}`,
    );
  }
  if (typeof secret !== "string") {
    throw invalidConfig("secret must be a string, or a list of strings with the newest first.");
  }
  if (new TextEncoder().encode(secret).length < SHORTEST_SECRET_BYTES) {
    throw invalidConfig(
      `secret is shorter than ${SHORTEST_SECRET_BYTES} bytes, so it could be guessed. ${HOW_TO_MAKE_ONE}`,
    );
  }
  checkVariety(secret);
  if (holdsKeyPair(new TextEncoder().encode(secret))) {
    throw invalidConfig(
      `secret contains a public or private key, so anyone with the public key could create sessions. ${HOW_TO_MAKE_ONE}`,
    );
  }
  return secret;
}

/**
 * Checks that a secret looks random.
 *
 * @throws {SignetError} `invalid-config` for a text of fewer than 8 different characters.
 */
export function checkVariety(secret: string): void {
  if (new Set(secret).size < FEWEST_DIFFERENT_CHARACTERS) {
    throw invalidConfig(
      `secret has fewer than ${FEWEST_DIFFERENT_CHARACTERS} different characters, so it could be guessed. ${HOW_TO_MAKE_ONE}`,
    );
  }
}
