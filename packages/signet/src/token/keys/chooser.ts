import { foreignAlgorithm, unknownKey } from "../errors.ts";
import { checkType, parseHeader, type TokenHeader } from "../format/header.ts";

/** A key under its name; without one, it is the only key there is. */
export interface NamedKey<Key> {
  readonly kid: string | null;
  /** The algorithm or encryption that this key serves, and no other. */
  readonly serves: string;
  readonly key: Key;
}

/** Finds the key for a token by its header, which can only choose among keys that are configured. */
export interface KeyChooser<Key> {
  /**
   * @throws {MalformedTokenError} for a header of another kind of token.
   * @throws {TokenKeyError} `key-unknown` for a name that is none of the keys'.
   */
  choose(encodedHeader: string): Key;
  /** Keeps the answer, so that the next header of the same text is not read again. */
  remember(encodedHeader: string, key: Key): void;
}

/** Issuers write a handful of headers. */
const MOST_HEADERS = 64;

/** `servedBy` says what a token with a header would have to be served by. */
export function keyChooser<Key>(
  keys: readonly NamedKey<Key>[],
  typ: string | null,
  servedBy: (header: TokenHeader) => string | null,
): KeyChooser<Key> {
  const known = new Map<string, Key>();
  return {
    choose: (encoded) => known.get(encoded) ?? find(keys, typ, servedBy, encoded),
    remember(encoded, key) {
      if (known.size < MOST_HEADERS) known.set(encoded, key);
    },
  };
}

function find<Key>(
  keys: readonly NamedKey<Key>[],
  typ: string | null,
  servedBy: (header: TokenHeader) => string | null,
  encoded: string,
): Key {
  const header = parseHeader(encoded);
  const { kid } = header;
  const wanted = servedBy(header);
  const serving = keys.filter((key) => key.serves === wanted);
  if (serving.length === 0) throw foreignAlgorithm();
  checkType(header.typ, typ);
  const [found, second] = serving.filter(
    (key) => key.kid === null || kid === null || key.kid === kid,
  );
  if (found === undefined || second !== undefined) throw unknownKey();
  return found.key;
}

/** What serves a signed token. */
export function byAlgorithm({ alg, enc }: TokenHeader): string | null {
  return enc === null ? alg : null;
}

/** What serves a sealed token whose key is used directly (RFC 7518, 4.5). */
export function byEncryption({ alg, enc }: TokenHeader): string | null {
  return alg === "dir" ? enc : null;
}
