import { decodeText } from "#crypto";
import { after } from "../awaitable.ts";
import type { Awaitable } from "../crypto/contract.ts";
import { LONGEST_TOKEN } from "../format/compact.ts";
import { parseObject } from "../format/json.ts";
import { recent } from "../recent-cache.ts";
import type { EngineKey, EngineKeys } from "./keys.ts";

/** Why a token proves nothing. */
export type TokenFault = "malformed" | "bad-signature" | "unknown-key" | "wrong-type";

export type VerifiedToken =
  | { readonly ok: true; readonly claims: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly reason: TokenFault };

/** Makes and proves the tokens of one purpose: at once on Node, by promise on the web build. */
export interface TokenKind {
  issue(claims: object): Awaitable<string>;
  /** Proves who made the token, and nothing about its times. Never throws for what a token holds. */
  verify(token: string): Awaitable<VerifiedToken>;
}

/** A key with the header that its tokens carry, encoded. */
export interface HeaderedKey<Key> {
  readonly header: string;
  readonly key: Key;
}

/** How the tokens of a kind are taken apart, written and proven. */
export interface KindRules<Key, Parts extends { readonly header: string }> {
  /** Members that the header of every token of this kind has. */
  readonly fixed: Readonly<Record<string, string>>;
  prepare(engineKey: EngineKey): Awaitable<HeaderedKey<Key>>;
  write(newest: HeaderedKey<Key>, claims: string): Awaitable<string>;
  /** `null` for what has not the form of this kind. */
  split(token: string): Parts | null;
  /** The claims' text, or `null` when the key did not make the token. */
  prove(parts: Parts, key: Key): Awaitable<string | null>;
}

/** Tokens that a kind remembers: a page asks for much else, and each request brings the same token. */
const MOST_REMEMBERED = 512;
/** Longer tokens are proven each time, so that what is remembered stays below 4 MB; characters. */
const LONGEST_REMEMBERED = 2_048;
/** The end of a token, which is its proof: hashing all of it would take twice as long; characters. */
const TAIL = 22;

/** A token that was proven, and its claims as text: each reading gets objects of its own. */
interface Remembered {
  readonly token: string;
  readonly text: string;
}

interface Prepared<Key> {
  readonly newest: HeaderedKey<Key>;
  readonly byHeader: ReadonlyMap<string, Key>;
}

/**
 * Tokens under the engine's keys. A token's header is compared with the headers these keys write and
 * never interpreted, so that nothing in a token can choose how it is verified.
 */
export function kindOf<Key, Parts extends { readonly header: string }>(
  keys: EngineKeys,
  rules: KindRules<Key, Parts>,
): TokenKind {
  let ready: Prepared<Key> | null = null;
  const remembered = recent<Remembered>(MOST_REMEMBERED);

  function recall(token: string): Remembered | undefined {
    if (token.length > LONGEST_REMEMBERED) return undefined;
    const known = remembered.get(token.slice(-TAIL));
    // The whole token is compared, so that none passes for another.
    return known?.token === token ? known : undefined;
  }

  function remember(token: string, text: string | null): VerifiedToken {
    if (text !== null && token.length <= LONGEST_REMEMBERED) {
      remembered.keep(token.slice(-TAIL), { token, text });
    }
    return accept(text);
  }

  // No promise is kept: on Workers, one request must not wait for another's.
  function prepared(): Awaitable<Prepared<Key>> {
    return ready ?? after(prepareAll(keys, rules), (made) => (ready = made));
  }

  return {
    issue(claims) {
      return after(prepared(), ({ newest }) => rules.write(newest, JSON.stringify(claims)));
    },

    verify(token) {
      const known = recall(token);
      if (known !== undefined) return accept(known.text);
      return after(prepared(), ({ byHeader }): Awaitable<VerifiedToken> => {
        const parts = token.length > LONGEST_TOKEN ? null : rules.split(token);
        if (parts === null) return refuse("malformed");
        const key = byHeader.get(parts.header);
        if (key === undefined) return refuse(faultOf(parts.header, rules.fixed));
        return after(rules.prove(parts, key), (text) => remember(token, text));
      });
    },
  };
}

function prepareAll<Key, Parts extends { readonly header: string }>(
  [first, ...older]: EngineKeys,
  rules: KindRules<Key, Parts>,
): Awaitable<Prepared<Key>> {
  return after(rules.prepare(first), (newest) =>
    after(allOf(older.map(rules.prepare)), (others) => ({
      newest,
      byHeader: new Map([newest, ...others].map(({ header, key }) => [header, key])),
    })),
  );
}

/** The values of a list whose items are there at once, or all promised. */
function allOf<Value>(items: readonly Awaitable<Value>[]): Awaitable<readonly Value[]> {
  const there = items.filter((item): item is Value => !(item instanceof Promise));
  return there.length === items.length ? there : Promise.all(items);
}

function accept(text: string | null): VerifiedToken {
  if (text === null) return refuse("bad-signature");
  const claims = parseObject(text);
  return claims === null ? refuse("malformed") : { ok: true, claims };
}

/** Finds the word for a token whose header is none of ours; nothing here can accept one. */
function faultOf(encoded: string, fixed: Readonly<Record<string, string>>): TokenFault {
  const header = parseObject(decodeText(encoded));
  if (header === null) return "malformed";
  const fits = Object.entries(fixed).every(([name, value]) => header[name] === value);
  return fits ? "unknown-key" : "wrong-type";
}

function refuse(reason: TokenFault): VerifiedToken {
  return { ok: false, reason };
}
