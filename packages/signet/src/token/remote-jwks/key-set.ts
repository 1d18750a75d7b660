import { createRemoteJWKSet, customFetch, errors } from "jose";
import { type CryptoKeyLike, isJwk, type Jwk } from "../crypto/material.ts";
import { publicKey } from "../crypto/web/index.ts";
import { KeysUnavailableError, TokenKeyError, unknownKey } from "../errors.ts";
import { unusable as keyErrorOf } from "../keys/jwks.ts";
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
    [customFetch]: restingAfterFailure(rules),
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
function restingAfterFailure(rules: RemoteRules): Fetch {
  let resting = { until: 0, cause: undefined as unknown };
  return async (url, options) => {
    if (Date.now() < resting.until) throw resting.cause;
    try {
      const response = await fetch(url, options);
      if (response.status === 200) return await usableKeysOf(response, rules);
      throw new Error(`The key set was answered with status ${response.status}.`);
    } catch (cause) {
      resting = { until: Date.now() + REST, cause };
      throw cause;
    }
  };
}

/**
 * Keeps those keys of a set that can be used for one of the algorithms. `jose` takes one that cannot for
 * a second candidate, or refuses the whole set; it is to be passed over (RFC 7517, 5).
 */
async function usableKeysOf(response: Response, rules: RemoteRules): Promise<Response> {
  const set: unknown = await response.json();
  const { keys } = Object(set);
  if (!Array.isArray(keys)) return Response.json(set);
  const tried = await Promise.all(keys.filter(isJwk).map((jwk) => usable(jwk, rules)));
  return Response.json({ keys: tried.flat() });
}

async function usable(jwk: Jwk, { algorithms }: RemoteRules): Promise<readonly Jwk[]> {
  const made = await Promise.all(
    algorithms.map((algorithm) => publicKey(algorithm, jwk).catch(keyErrorOf)),
  );
  return made.some((key) => !(key instanceof TokenKeyError)) ? [jwk] : [];
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
