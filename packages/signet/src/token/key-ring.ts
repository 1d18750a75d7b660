import { SignetError } from "../errors.ts";
import { deriveMac, type Mac } from "./crypto/node.ts";

/** One secret of the ring. */
export interface RingKey {
  /** Names the secret in a token's header and tells nothing about it. */
  readonly kid: string;
  /** The key of this secret for one purpose: a token of one purpose never verifies as another. */
  derive(purpose: string): Mac;
}

/** The keys in use: the first signs, all verify. */
export interface KeyRing {
  readonly first: RingKey;
  readonly all: readonly RingKey[];
}

const SHORTEST_SECRET_BYTES = 32;
const FEWEST_DIFFERENT_CHARACTERS = 8;
const HOW_TO_MAKE_ONE = "Make one with: node -p \"crypto.randomBytes(32).toString('base64url')\"";

/**
 * Makes a key ring from a secret, or from several, newest first. Secrets are never used directly:
 * HKDF-SHA-256 derives a key for each purpose.
 *
 * @throws {SignetError} `invalid-config` for a missing, short, repetitive or repeated secret.
 */
export function keyRing(secret: string | readonly string[]): KeyRing {
  const secrets: readonly unknown[] = Array.isArray(secret) ? secret : [secret];
  const all = secrets.map(ringKey);
  const [first] = all;
  if (first === undefined) {
    throw new SignetError("invalid-config", `secret is an empty list. ${HOW_TO_MAKE_ONE}`);
  }
  if (new Set(all.map((key) => key.kid)).size < all.length) {
    throw new SignetError(
      "invalid-config",
      "secret lists the same secret twice: keep each once, newest first.",
    );
  }
  return { first, all };
}

function ringKey(secret: unknown): RingKey {
  if (secret === undefined || secret === null || secret === "") {
    throw new SignetError(
      "invalid-config",
      `secret is missing: set it, for example from process.env.AUTH_SECRET. ${HOW_TO_MAKE_ONE}`,
    );
  }
  if (typeof secret !== "string") {
    throw new SignetError(
      "invalid-config",
      "secret must be a string, or a list of strings with the newest first.",
    );
  }
  if (new TextEncoder().encode(secret).length < SHORTEST_SECRET_BYTES) {
    throw new SignetError(
      "invalid-config",
      `secret is shorter than ${SHORTEST_SECRET_BYTES} bytes and could be guessed. ${HOW_TO_MAKE_ONE}`,
    );
  }
  if (new Set(secret).size < FEWEST_DIFFERENT_CHARACTERS) {
    throw new SignetError(
      "invalid-config",
      `secret repeats fewer than ${FEWEST_DIFFERENT_CHARACTERS} different characters and could be guessed. ${HOW_TO_MAKE_ONE}`,
    );
  }
  return {
    kid: deriveMac(secret, "kid")("kid").slice(0, 12),
    derive: (purpose) => deriveMac(secret, purpose),
  };
}
