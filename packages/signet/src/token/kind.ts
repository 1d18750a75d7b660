import { decodeText, encodeText } from "#crypto";
import { after } from "./awaitable.ts";
import { LONGEST_TOKEN, splitSigned } from "./compact.ts";
import type { Awaitable, SigningKey, VerifyingKey } from "./crypto/contract.ts";
import type { EngineKey, EngineKeys } from "./engine-keys.ts";
import { parseObject } from "./json.ts";
import { RING_ALGORITHM } from "./key-options.ts";
import { signedHeader } from "./write-header.ts";

/** Why a token proves nothing. */
export type TokenFault = "malformed" | "bad-signature" | "unknown-key" | "wrong-type";

export type VerifiedToken =
  | { readonly ok: true; readonly claims: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly reason: TokenFault };

/** Signs and verifies the tokens of one purpose: at once on Node, by promise on the web build. */
export interface TokenKind {
  sign(claims: object): Awaitable<string>;
  /** Proves who made the token, and nothing about its times. Never throws for what a token holds. */
  verify(token: string): Awaitable<VerifiedToken>;
}

interface Prepared {
  readonly header: string;
  readonly signing: SigningKey;
  /** By the header that each key's tokens carry, encoded. */
  readonly verifying: ReadonlyMap<string, VerifyingKey>;
}

/**
 * HS256 tokens (RFC 7515, compact) of one purpose and type, under the engine's keys. A token's header
 * is compared with the headers these keys write and never interpreted, so that nothing in a token can
 * choose how it is verified.
 */
export function tokenKind(keys: EngineKeys, purpose: string, type: string): TokenKind {
  let ready: Prepared | null = null;

  // No promise is kept: on Workers, one request must not wait for another's.
  function prepared(): Awaitable<Prepared> {
    return ready ?? after(prepare(keys, purpose, type), (made) => (ready = made));
  }

  return {
    sign(claims) {
      return after(prepared(), ({ header, signing }) => {
        const input = `${header}.${encodeText(JSON.stringify(claims))}`;
        return after(signing.sign(input), (signature) => `${input}.${signature}`);
      });
    },

    verify(token) {
      return after(prepared(), ({ verifying }) => prove(token, verifying, type));
    },
  };
}

function prepare(keys: EngineKeys, purpose: string, type: string): Awaitable<Prepared> {
  const [first, ...older] = keys;
  return after(prepareKey(first, purpose, type), (newest) =>
    after(allOf(older.map((key) => prepareKey(key, purpose, type))), (others) => ({
      header: newest.header,
      signing: newest.key,
      verifying: new Map([newest, ...others].map(({ header, key }) => [header, key])),
    })),
  );
}

function prepareKey(engineKey: EngineKey, purpose: string, type: string) {
  return after(engineKey.kid(), (kid) =>
    after(engineKey.derive(purpose), (key) => ({
      header: signedHeader(RING_ALGORITHM, type, kid),
      key,
    })),
  );
}

/** The values of a list whose items are there at once, or all promised. */
function allOf<Value>(items: readonly Awaitable<Value>[]): Awaitable<readonly Value[]> {
  const there = items.filter((item): item is Value => !(item instanceof Promise));
  return there.length === items.length ? there : Promise.all(items);
}

function prove(
  token: string,
  verifying: ReadonlyMap<string, VerifyingKey>,
  type: string,
): Awaitable<VerifiedToken> {
  const parts = token.length > LONGEST_TOKEN ? null : splitSigned(token);
  if (parts === null) return refuse("malformed");
  const key = verifying.get(parts.header);
  if (key === undefined) return refuse(explainHeader(parts.header, type));
  return after(key.verify(parts.input, parts.signature), (proven) => {
    if (!proven) return refuse("bad-signature");
    const claims = parseObject(decodeText(parts.payload));
    return claims === null ? refuse("malformed") : { ok: true, claims };
  });
}

/** Finds the word for a token whose header is none of ours; nothing here can accept one. */
function explainHeader(encoded: string, type: string): TokenFault {
  const header = parseObject(decodeText(encoded));
  if (header === null) return "malformed";
  return header["typ"] === type && header["alg"] === RING_ALGORITHM ? "unknown-key" : "wrong-type";
}

function refuse(reason: TokenFault): VerifiedToken {
  return { ok: false, reason };
}
