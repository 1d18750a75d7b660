import { unknownAlgorithm } from "./algorithms.ts";
import { writeHeader, writePayload } from "./compact.ts";
import type { PrivateKey } from "./keys.ts";
import { parseSigningRequest, type SigningRequest, tooSmall } from "./signing-request.ts";
import type { SignCallback, SignOptions } from "./types.ts";

type Payload = string | Buffer | object;
type Unsigned = SignOptions & { algorithm: "none" };

/**
 * Signs a payload and returns the token. With a callback, the callback gets the token on the next
 * tick, or an error of the arguments at once.
 *
 * @param options `expiresIn` and `notBefore` are seconds as a number, or text such as `"1h"`.
 * @throws {Error} a plain one when options, payload or key are wrong.
 *
 * @example
 * ```ts
 * import { sign } from "signet-auth/jsonwebtoken";
 *
 * declare const secret: string;
 * const token = sign({ sub: "ada" }, secret, { expiresIn: "1h" });
 * ```
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
  return write(parseSigningRequest(payload, key, options || {}));
}

/** Returns the result of the callback when the arguments are wrong, as in jsonwebtoken. */
function deliver(callback: SignCallback, payload: unknown, key: unknown, options: SignOptions) {
  let request: SigningRequest;
  try {
    request = parseSigningRequest(payload, key, options);
  } catch (error) {
    return callback(error as Error);
  }
  process.nextTick(() => {
    let token: string;
    try {
      token = write(request);
    } catch (error) {
      callback(error as Error);
      return;
    }
    try {
      callback(null, token);
    } catch {
      // jsonwebtoken ignores an error of the callback here. A changed import must not end the
      // process of a server that relies on this.
    }
  });
  return undefined;
}

function write(request: SigningRequest): string {
  const { algorithm, payload, encoding, key } = request;
  const input = `${headerOf(request)}.${writePayload(payload, encoding)}`;
  const token = `${input}.${signature(algorithm, input, key)}`;
  // A key that is not RSA has no modulus length. The length of the token shows a small key.
  if (!request.allowInsecureKeySizes && token.length < 256 && /^[RP]S/.test(algorithm)) {
    throw tooSmall(algorithm);
  }
  return token;
}

function signature(algorithm: string, input: string, key: SigningRequest["key"]): string {
  if (algorithm === "none") return "";
  if (key === null) throw unknownAlgorithm(algorithm);
  return key.sign(algorithm, input);
}

/** The headers that have only `alg` and `typ`. There are at most two for each algorithm. */
const plainHeaders = new Map<string, string>();

function headerOf({ algorithm, header, isObject }: SigningRequest): string {
  if (header !== null) return writeHeader(header);
  const name = isObject ? algorithm : `${algorithm} of text`;
  const known = plainHeaders.get(name);
  if (known !== undefined) return known;
  const written = writeHeader({ alg: algorithm, typ: isObject ? "JWT" : undefined });
  plainHeaders.set(name, written);
  return written;
}
