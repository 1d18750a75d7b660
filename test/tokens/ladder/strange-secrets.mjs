import { randomBytes } from "node:crypto";

const text = (make) => (size) => make(size).slice(0, size);
const repeated = (part) => text((size) => part.repeat(Math.ceil(size / part.length)));

/** Secrets of so many characters, each hard on a parser that goes over a text more than once. */
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
  "signs of equality": repeated("="),
  "spaces between": repeated(`ab1,${" ".repeat(300)}`),
  "spaces behind a name": text((size) => `kty${" ".repeat(size)}`),
  "many a name": repeated("kty ssh-a "),
  "a name without end": text((size) => `ssh-${"a".repeat(size)}`),
  "runs too short": repeated(`${"A".repeat(39)} `),
  "runs just long enough": repeated(`${"A".repeat(40)}!`),
  zeros: repeated("\0"),
};
