import { randomBytes } from "node:crypto";

const text = (create) => (size) => create(size).slice(0, size);
const repeated = (part) => text((size) => part.repeat(Math.ceil(size / part.length)));

/**
 * Functions that create a secret of a given length in characters. Each text is slow for a parser that
 * scans it more than once.
 */
export const SECRETS = {
  base64: text((size) => randomBytes(size).toString("base64")),
  "base64 of base64": text((size) =>
    Buffer.from(randomBytes(size).toString("base64")).toString("base64"),
  ),
  "base64 in lines": text((size) => randomBytes(size).toString("base64").replace(/.{64}/g, "$&\n")),
  hexadecimal: text((size) => randomBytes(size).toString("hex")),
  "hexadecimal byte by byte": text((size) =>
    randomBytes(size).toString("hex").replace(/../g, "$&:"),
  ),
  "numbers in a list": text((size) => String(new Uint8Array(randomBytes(size)))),
  backslashes: repeated("\\"),
  escapes: repeated("\\u0041\\n%41"),
  "equals signs": repeated("="),
  "words with spaces between them": repeated(`ab1,${" ".repeat(300)}`),
  "a name and spaces": text((size) => `kty${" ".repeat(size)}`),
  "many names": repeated("kty ssh-a "),
  "one long name": text((size) => `ssh-${"a".repeat(size)}`),
  "base64 runs one character too short": repeated(`${"A".repeat(39)} `),
  "base64 runs of the shortest length": repeated(`${"A".repeat(40)}!`),
  zeros: repeated("\0"),
};
