import { sha256 } from "#crypto";
import type { SessionFacts } from "../../../session/types.ts";
import { userTag } from "../../../store/contract.ts";
import type { StatelessStrategy, Verification } from "../../../strategy/contract.ts";
import { encodeBytes } from "../../../token/base64url.ts";
import { begunOf, type SessionDecoder } from "../jwt/decoder.ts";
import type { Decoded } from "../jwt/token.ts";

const NOT_LISTED =
  "Sessions in cookies of next-auth 4 cannot be listed or revoked. They move to the strategy at the next visit";

/**
 * Creates the strategy that accepts live session tokens of next-auth 4, for `accept`. It only reads. A
 * session moves to the current strategy at its next renewal, which is due at once.
 */
export function formerTokens(decode: SessionDecoder): StatelessStrategy<typeof NOT_LISTED> {
  const directory = { "~signet": NOT_LISTED } as const;
  const neverCurrent = () =>
    Promise.reject(new Error("Only the current strategy begins sessions."));
  return {
    name: "sealed",
    directory,
    prepare: () => ({
      directory,
      chunked: false,
      issue: neverCurrent,
      adopt: neverCurrent,
      read: ({ credential }) => read(decode, credential),
      // Only the current strategy writes credentials.
      renew: async () => null,
      keepAlive: async () => false,
      update: async () => null,
      revoke: async () => null,
      metrics: () => null,
    }),
  };
}

async function read(decode: SessionDecoder, credential: string): Promise<Verification> {
  // Only an encrypted token has this form, so credentials of other strategies cost no decryption.
  if (!credential.includes(".")) return { status: "rejected", reason: "malformed" };
  try {
    const facts = await factsOf(credential, await decode(credential));
    if (facts !== null) return { status: "verified", facts, decidedBy: "token" };
  } catch {
    // The token is not valid.
  }
  return { status: "rejected", reason: "malformed" };
}

/** Returns the facts of a session; `null` for a token without a user or without times. */
async function factsOf(credential: string, decoded: Decoded): Promise<SessionFacts | null> {
  const { iat, exp, jti: _, ...data } = decoded.claims;
  const { sub } = decoded.claims;
  if (typeof sub !== "string" || typeof iat !== "number" || typeof exp !== "number") return null;
  const createdAt = (begunOf(decoded) ?? iat) * 1_000;
  return {
    id: await sessionIdOf(credential, sub),
    userId: sub,
    data,
    createdAt,
    authenticatedAt: createdAt,
    renewedAt: iat * 1_000,
    expiresAt: exp * 1_000,
    device: null,
    terms: null,
  };
}

/** Returns the same id for each request with a token, so that concurrent moves give one session. */
async function sessionIdOf(credential: string, userId: string): Promise<string> {
  const hash = await sha256(credential);
  return userTag(userId) + encodeBytes(hash.subarray(0, 16));
}
