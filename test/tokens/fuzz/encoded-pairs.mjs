import fc from "fast-check";
import { PEMS, PRIVATE, PUBLIC } from "./keys.mjs";

/** Larger values are not encoded again, because the input would exceed its time limit. Bytes. */
const MAX_ENCODED = 4_000;

const withoutPemLines = (pem) => pem.replace(/-----[^-]+-----\s*/g, "");
const inLines = (text, length) => text.replace(new RegExp(`.{${length}}`, "g"), "$&\n");

const PEM = fc.constantFrom(...PEMS.map(({ pem }) => pem));
/** A stored form of a key pair: PEM, DER, a JWK, a key set or an SSH public key. */
const FORM = fc.oneof(
  PEM.map((pem) => Buffer.from(pem)),
  PEM.map((pem) => Buffer.from(withoutPemLines(pem), "base64")),
  fc.constantFrom(...Object.values(PUBLIC)).map((jwk) => Buffer.from(JSON.stringify(jwk))),
  fc
    .nat(2)
    .map((indent) => Buffer.from(JSON.stringify({ keys: Object.values(PRIVATE) }, null, indent))),
  fc.constant(
    Buffer.from(
      `ssh-ed25519 ${"AAAAC3NzaC1lZDI1NTE5AAAAIO2zv7KOX76oCv8jEHGCBvO7FOCLABYDkGHC9oWTc3"}`,
    ),
  ),
);

const ENCODINGS = [
  (bytes) => bytes.toString("base64"),
  (bytes) => bytes.toString("base64url"),
  (bytes) => bytes.toString("hex"),
  (bytes) => bytes.toString("hex").toUpperCase(),
  (bytes) => bytes.toString("hex").replace(/..(?!$)/g, "$&:"),
  (bytes) => inLines(bytes.toString("base64"), 64),
  (bytes) => inLines(bytes.toString("base64"), 76).replaceAll("\n", "\\n"),
  (bytes) => String(new Uint8Array(bytes)),
];

/** Text before or after the encoded key. Two entries are empty, so that no text is more frequent. */
const AROUND = fc.constantFrom(
  "",
  "",
  " ",
  "\n",
  "\t",
  "\ufeff",
  "\u200b",
  '"',
  "'",
  "KEY=",
  "# a key\n",
  "key: ",
);

/** The text of a key pair in up to three nested encodings, with text before and after it. */
export const ENCODED_PAIR = fc
  .tuple(FORM, fc.array(fc.constantFrom(...ENCODINGS), { maxLength: 3 }), AROUND, AROUND)
  .map(([form, encodings, before, after]) => {
    const bytes = encodings.reduce(
      (encoded, encode) => (encoded.length < MAX_ENCODED ? Buffer.from(encode(encoded)) : encoded),
      form,
    );
    // DER is binary, so it needs an encoding to be text.
    const text = bytes[0] === 0x30 && bytes[1] >= 0x80 ? bytes.toString("base64") : String(bytes);
    return before + text + after;
  });
