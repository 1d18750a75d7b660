import { createRemoteJWKSet, customFetch, errors } from "jose";
import { type CryptoKeyLike, isJwk } from "../crypto/material.ts";
import { KeysUnavailableError, type TokenKeyError, unknownKey } from "../errors.ts";
import type { RemoteRules } from "./options.ts";

/** Finds the key of an issuer that a token names. */
export type KeyLookup = (header: {
  readonly alg: string;
  readonly kid: string | null;
}) => Promise<CryptoKeyLike>;

/**
 * The issuer's keys, fetched by `jose`: kept for a while, asked for once however many tokens wait,
 * and asked for again when a token names a key that is not among them, but not within the cool-down.
 */
export function remoteKeySet(rules: RemoteRules): KeyLookup {
  const keyOf = createRemoteJWKSet(rules.url, {
    timeoutDuration: rules.timeout,
    cooldownDuration: rules.cooldown,
    cacheMaxAge: rules.refreshAfter,
    [customFetch]: restingAfterFailure(),
  });
  return async ({ alg, kid }) => {
    try {
      return await keyOf(kid === null ? { alg } : { alg, kid });
    } catch (cause) {
      throw meaningOf(cause);
    }
  };
}

type Fetch = (url: string, options: RequestInit) => Promise<Response>;

/** Milliseconds: long enough to spare an issuer in trouble, short enough to be back when it is. */
const REST = 1_000;

/** The cool-down of `jose` counts from the last success: without this, each token would ask during an outage. */
function restingAfterFailure(): Fetch {
  let resting = { until: 0, cause: undefined as unknown };
  return async (url, options) => {
    if (Date.now() < resting.until) throw resting.cause;
    try {
      const response = await fetch(url, options);
      if (response.status === 200) return await withoutStrays(response);
      throw new Error(`The key set was answered with status ${response.status}.`);
    } catch (cause) {
      resting = { until: Date.now() + REST, cause };
      throw cause;
    }
  };
}

/** A member that is no key makes `jose` refuse the whole set; it is to be passed over (RFC 7517, 5). */
async function withoutStrays(response: Response): Promise<Response> {
  const set: unknown = await response.json();
  const { keys } = Object(set);
  return Response.json(Array.isArray(keys) ? { keys: keys.filter(isJwk) } : set);
}

function meaningOf(cause: unknown): TokenKeyError | KeysUnavailableError {
  if (
    cause instanceof errors.JWKSNoMatchingKey ||
    cause instanceof errors.JWKSMultipleMatchingKeys ||
    cause instanceof errors.JOSENotSupported
  ) {
    return unknownKey();
  }
  return new KeysUnavailableError(cause);
}
