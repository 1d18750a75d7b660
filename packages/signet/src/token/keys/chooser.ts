import { algorithmNotAccepted, unknownKey } from "../errors.ts";
import { checkType, parseHeader, type TokenHeader } from "../format/header.ts";

/** A key with its `kid`. A key without a `kid` fits every token. */
export interface NamedKey<Key> {
  readonly kid: string | null;
  /** The only algorithm or content encryption of this key. */
  readonly serves: string;
  readonly key: Key;
}

/** Finds the key for a token by its header. Only configured keys can be found. */
export interface KeyChooser<Key> {
  /**
   * @throws {MalformedTokenError} for an invalid header, and for an algorithm or type that is not accepted.
   * @throws {TokenKeyError} `key-unknown` if no key fits, or more than one.
   */
  choose(encodedHeader: string): Key;
  /** Stores the key for a header, so the same header text is not parsed again. */
  remember(encodedHeader: string, key: Key): void;
}

/** The maximum number of stored headers. Issuers use only a few different headers. */
const MOST_HEADERS = 64;

/**
 * Creates a key chooser.
 *
 * @param typ the expected type, or `null` for any type.
 * @param servedBy returns the algorithm or encryption that the key for a header must have, or `null`.
 */
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
  if (serving.length === 0) throw algorithmNotAccepted();
  checkType(header.typ, typ);
  const [found, second] = serving.filter(
    (key) => key.kid === null || kid === null || key.kid === kid,
  );
  if (found === undefined || second !== undefined) throw unknownKey();
  return found.key;
}

/** Returns the algorithm of a signed token, or `null` for a sealed token. */
export function byAlgorithm({ alg, enc }: TokenHeader): string | null {
  return enc === null ? alg : null;
}

/** Returns the encryption of a sealed token with direct encryption (RFC 7518, section 4.5), or `null`. */
export function byEncryption({ alg, enc }: TokenHeader): string | null {
  return alg === "dir" ? enc : null;
}
