import { unknownAlgorithm } from "./algorithms.ts";
import { writeHeader, writePayload } from "./compact.ts";
import { type Draft, draft, tooSmall } from "./draft.ts";
import type { PrivateKey } from "./keys.ts";
import type { SignCallback, SignOptions } from "./types.ts";

type Payload = string | Buffer | object;
type Unsigned = SignOptions & { algorithm: "none" };

/**
 * Makes a token: at once, or for a callback, which gets the token on the next tick and what is wrong
 * at once.
 *
 * @throws {Error} A plain one, which says what about options, payload or key is wrong.
 */
export function sign(
  payload: Payload,
  secretOrPrivateKey: PrivateKey,
  options?: SignOptions,
): string;
export function sign(payload: Payload, noKey: null | undefined, options: Unsigned): string;
export function sign(
  payload: Payload,
  secretOrPrivateKey: PrivateKey,
  callback: SignCallback,
): void;
export function sign(
  payload: Payload,
  secretOrPrivateKey: PrivateKey,
  options: SignOptions,
  callback: SignCallback,
): void;
export function sign(
  payload: Payload,
  noKey: null | undefined,
  options: Unsigned,
  callback: SignCallback,
): void;
export function sign(
  payload: unknown,
  key: unknown,
  options?: SignOptions | SignCallback | null,
  callback?: SignCallback,
): unknown {
  if (typeof options === "function") return deliver(options, payload, key, {});
  if (typeof callback === "function") return deliver(callback, payload, key, options || {});
  return write(draft(payload, key, options || {}));
}

/** What the callback answers to an error is what `sign` answers, as in jsonwebtoken. */
function deliver(callback: SignCallback, payload: unknown, key: unknown, options: SignOptions) {
  let drafted: Draft;
  try {
    drafted = draft(payload, key, options);
  } catch (error) {
    return callback(error as Error);
  }
  process.nextTick(() => {
    let token: string;
    try {
      token = write(drafted);
    } catch (error) {
      callback(error as Error);
      return;
    }
    try {
      callback(null, token);
    } catch {
      // jsonwebtoken loses what is thrown here. A server that has lived with that must not be ended
      // by a changed import.
    }
  });
  return undefined;
}

function write(drafted: Draft): string {
  const { algorithm, payload, encoding, key } = drafted;
  const input = `${headerOf(drafted)}.${writePayload(payload, encoding)}`;
  const token = `${input}.${signature(algorithm, input, key)}`;
  // The size of a key that is no RSA key shows in nothing but what it signs.
  if (!drafted.allowInsecureKeySizes && token.length < 256 && /^[RP]S/.test(algorithm)) {
    throw tooSmall(algorithm);
  }
  return token;
}

function signature(algorithm: string, input: string, key: Draft["key"]): string {
  if (algorithm === "none") return "";
  if (key === null) throw unknownAlgorithm(algorithm);
  return key.sign(algorithm, input);
}

/** The headers that say nothing but algorithm and type; their number is that of the algorithms. */
const plain = new Map<string, string>();

function headerOf({ algorithm, header, isObject }: Draft): string {
  if (header !== null) return writeHeader(header);
  const name = isObject ? algorithm : `${algorithm} of text`;
  const known = plain.get(name);
  if (known !== undefined) return known;
  const written = writeHeader({ alg: algorithm, typ: isObject ? "JWT" : undefined });
  plain.set(name, written);
  return written;
}
