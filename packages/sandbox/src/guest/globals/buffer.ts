import { Buffer } from "buffer";

/** Adds the encoding "base64url" to the package `buffer`, which has all others of Node. */

const isUrl = (encoding: unknown): boolean => String(encoding).toLowerCase() === "base64url";

const original = {
  from: Buffer.from,
  byteLength: Buffer.byteLength,
  isEncoding: Buffer.isEncoding,
  toString: Buffer.prototype.toString,
  write: Buffer.prototype.write,
};

/** Node reads both alphabets with either name, and skips all other characters. */
function toBase64(text: string): string {
  return text.replaceAll("-", "+").replaceAll("_", "/");
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true });
}

define(Buffer, "from", function from(value: unknown, ...rest: unknown[]) {
  if (typeof value === "string" && isUrl(rest[0])) {
    return Reflect.apply(original.from, Buffer, [toBase64(value), "base64"]);
  }
  return Reflect.apply(original.from, Buffer, [value, ...rest]);
});
define(Buffer, "byteLength", function byteLength(value: unknown, encoding?: unknown) {
  if (typeof value === "string" && isUrl(encoding)) {
    const unpadded = value.replace(/={1,2}$/, "");
    return Math.floor((unpadded.length * 3) / 4);
  }
  return Reflect.apply(original.byteLength, Buffer, [value, encoding]);
});
define(
  Buffer,
  "isEncoding",
  (encoding: unknown) =>
    (typeof encoding === "string" && isUrl(encoding)) ||
    Reflect.apply(original.isEncoding, Buffer, [encoding]),
);
define(
  Buffer.prototype,
  "toString",
  function textOf(this: Buffer, encoding?: unknown, ...range: unknown[]) {
    if (!isUrl(encoding)) return Reflect.apply(original.toString, this, [encoding, ...range]);
    const text: string = Reflect.apply(original.toString, this, ["base64", ...range]);
    return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  },
);
define(Buffer.prototype, "write", function write(this: Buffer, text: string, ...rest: unknown[]) {
  if (!isUrl(rest.at(-1))) return Reflect.apply(original.write, this, [text, ...rest]);
  return Reflect.apply(original.write, this, [toBase64(text), ...rest.slice(0, -1), "base64"]);
});

export { Buffer };
