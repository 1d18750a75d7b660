import { decodeText } from "#crypto";
import type { Awaitable } from "../crypto/contract.ts";
import { LONGEST_TOKEN } from "../format/compact.ts";
import { parseObject } from "../format/json.ts";
import { recent } from "../recent-cache.ts";
import type { EngineKey, EngineKeys } from "./keys.ts";

/** Why a token cannot be verified. */
export type TokenFault = "malformed" | "bad-signature" | "unknown-key" | "wrong-type";

export type VerifiedToken =
  | { readonly ok: true; readonly claims: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly reason: TokenFault };

/** Writes and verifies the tokens of one purpose. */
export interface TokenCodec {
  issue(claims: object): Promise<string>;
  /**
   * Verifies that one of the engine's keys made the token. Does not check its times. Never throws for
   * the content of a token.
   */
  verify(token: string): Promise<VerifiedToken>;
}

/** A key, and the encoded header of its tokens. */
export interface HeaderedKey<Key> {
  readonly header: string;
  readonly key: Key;
}

/** The format of the tokens of a codec. */
export interface TokenFormat<Key, Parts extends { readonly header: string }> {
  /** Header members that every token of this format has. */
  readonly fixed: Readonly<Record<string, string>>;
  prepare(engineKey: EngineKey): Promise<HeaderedKey<Key>>;
  write(newest: HeaderedKey<Key>, claims: string): Promise<string>;
  /** Splits a token into its parts; `null` for another format. */
  split(token: string): Parts | null;
  /** Returns the text of the claims; `null` when the key did not make the token. At once on Node. */
  open(parts: Parts, key: Key): Awaitable<string | null>;
}

/** Verified tokens that a codec remembers, because each request of a page brings the same token. */
const MOST_REMEMBERED = 512;
/** Longer tokens are not remembered, so that the memory stays below 4 MB; characters. */
const LONGEST_REMEMBERED = 2_048;
/**
 * The end of a token is its signature or its authentication tag. It is the key of the memory, because
 * hashing the whole token takes twice as long; characters.
 */
const TAIL = 22;

/** A verified token and the text of its claims. Each reading parses objects of its own. */
interface Remembered {
  readonly token: string;
  readonly text: string;
}

interface Prepared<Key> {
  readonly newest: HeaderedKey<Key>;
  readonly byHeader: ReadonlyMap<string, Key>;
}

/**
 * Creates a codec for one format under the engine's keys. The codec compares the header of a token
 * with the headers that its keys write and never interprets it, so that a token cannot choose how it
 * is verified.
 */
export function createCodec<Key, Parts extends { readonly header: string }>(
  keys: EngineKeys,
  format: TokenFormat<Key, Parts>,
): TokenCodec {
  let ready: Prepared<Key> | null = null;
  const remembered = recent<Remembered>(MOST_REMEMBERED);

  function recall(token: string): Remembered | undefined {
    if (token.length > LONGEST_REMEMBERED) return undefined;
    const known = remembered.get(token.slice(-TAIL));
    // Two tokens may have the same end, so the whole token is compared.
    return known?.token === token ? known : undefined;
  }

  function remember(token: string, text: string | null): VerifiedToken {
    if (text !== null && token.length <= LONGEST_REMEMBERED) {
      remembered.keep(token.slice(-TAIL), { token, text });
    }
    return verified(text);
  }

  // The promise is not kept, because on Workers a request must not wait for another request.
  async function prepare(): Promise<Prepared<Key>> {
    const [newest, ...older] = await preparedKeys(keys, format);
    const byHeader = new Map([newest, ...older].map(({ header, key }) => [header, key]));
    ready = { newest, byHeader };
    return ready;
  }

  return {
    async issue(claims) {
      const { newest } = ready ?? (await prepare());
      return format.write(newest, JSON.stringify(claims));
    },

    async verify(token) {
      const known = recall(token);
      if (known !== undefined) return verified(known.text);
      const { byHeader } = ready ?? (await prepare());
      const parts = token.length > LONGEST_TOKEN ? null : format.split(token);
      if (parts === null) return refuse("malformed");
      const key = byHeader.get(parts.header);
      if (key === undefined) return refuse(faultOf(parts.header, format.fixed));
      const opened = format.open(parts, key);
      return remember(token, opened instanceof Promise ? await opened : opened);
    },
  };
}

async function preparedKeys<Key, Parts extends { readonly header: string }>(
  [first, ...older]: EngineKeys,
  format: TokenFormat<Key, Parts>,
): Promise<[HeaderedKey<Key>, ...HeaderedKey<Key>[]]> {
  const others = older.map((key) => format.prepare(key));
  return [await format.prepare(first), ...(await Promise.all(others))];
}

function verified(text: string | null): VerifiedToken {
  if (text === null) return refuse("bad-signature");
  const claims = parseObject(text);
  return claims === null ? refuse("malformed") : { ok: true, claims };
}

/** Returns why a header is none of ours. It only names the fault: it cannot accept a token. */
function faultOf(encoded: string, fixed: Readonly<Record<string, string>>): TokenFault {
  const header = parseObject(decodeText(encoded));
  if (header === null) return "malformed";
  const fits = Object.entries(fixed).every(([name, value]) => header[name] === value);
  return fits ? "unknown-key" : "wrong-type";
}

function refuse(reason: TokenFault): VerifiedToken {
  return { ok: false, reason };
}
