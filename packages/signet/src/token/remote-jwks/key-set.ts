import { createRemoteJWKSet, customFetch, errors } from "jose";
import { type CryptoKeyLike, isJwk, type Jwk } from "../crypto/material.ts";
import { publicKey } from "../crypto/web/index.ts";
import { KeysUnavailableError, TokenKeyError, unknownKey } from "../errors.ts";
import { unusable as keyErrorOf } from "../keys/jwks.ts";
import type { RemoteRules } from "./options.ts";

/** Finds the key of the issuer for the header of a token. */
export type KeyLookup = (header: {
  readonly alg: string;
  readonly kid: string | null;
}) => Promise<CryptoKeyLike>;

/**
 * Creates a lookup in the remote key set of an issuer, with `jose`. The keys are cached. Concurrent
 * lookups share one request. An unknown `kid` causes a new request, but not during the cooldown.
 */
export function remoteKeySet(rules: RemoteRules): KeyLookup {
  const keyOf = createRemoteJWKSet(rules.url, {
    timeoutDuration: rules.timeout,
    cooldownDuration: rules.cooldown,
    cacheMaxAge: rules.refreshAfter,
    [customFetch]: pausingAfterFailure(rules),
  });
  return async ({ alg, kid }) => {
    try {
      return await keyOf(kid === null ? { alg } : { alg, kid });
    } catch (cause) {
      throw toTokenError(cause);
    }
  };
}

type Fetch = (url: string, options: RequestInit) => Promise<Response>;

/** The pause after a failed request; milliseconds. It limits the load during an outage of the issuer. */
const FAILURE_PAUSE = 1_000;

/**
 * Returns a `fetch` that makes no request for a second after a failure. The cooldown of `jose` starts
 * with the last success, so during an outage each token would cause a request.
 */
function pausingAfterFailure(rules: RemoteRules): Fetch {
  let pause = { until: 0, cause: undefined as unknown };
  return async (url, options) => {
    if (Date.now() < pause.until) throw pause.cause;
    try {
      const response = await fetch(url, options);
      if (response.status === 200) return await usableKeysOf(response, rules);
      throw new Error(
        `The request for the key set returned the status ${response.status}, not 200. Check url.`,
      );
    } catch (cause) {
      pause = { until: Date.now() + FAILURE_PAUSE, cause };
      throw cause;
    }
  };
}

/**
 * Removes the keys of a set that are unusable for every accepted algorithm, because they must be ignored
 * (RFC 7517, section 5). `jose` would count such a key as a second candidate, or refuse the whole set.
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

function toTokenError(cause: unknown): TokenKeyError | KeysUnavailableError {
  if (
    cause instanceof errors.JWKSNoMatchingKey ||
    cause instanceof errors.JWKSMultipleMatchingKeys ||
    cause instanceof errors.JOSENotSupported
  ) {
    return unknownKey();
  }
  return new KeysUnavailableError(cause);
}
