import fc from "fast-check";
import { PEMS, PRIVATE, PUBLIC } from "./keys.mjs";

/** Encoding more would take longer than an input may. Bytes. */
const LARGE = 4_000;

const armourless = (pem) => pem.replace(/-----[^-]+-----\s*/g, "");
const lines = (text, length) => text.replace(new RegExp(`.{${length}}`, "g"), "$&\n");

const PEM = fc.constantFrom(...PEMS.map(({ pem }) => pem));
/** A key as somebody keeps it: text, or the bytes of DER, of which PEM is base64. */
const FORM = fc.oneof(
  PEM.map((pem) => Buffer.from(pem)),
  PEM.map((pem) => Buffer.from(armourless(pem), "base64")),
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
  (bytes) => lines(bytes.toString("base64"), 64),
  (bytes) => lines(bytes.toString("base64"), 76).replaceAll("\n", "\\n"),
  (bytes) => String(new Uint8Array(bytes)),
];

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

/** The text of a key pair in up to three encodings, with something before and behind it. */
export const DISGUISED = fc
  .tuple(FORM, fc.array(fc.constantFrom(...ENCODINGS), { maxLength: 3 }), AROUND, AROUND)
  .map(([form, encodings, before, behind]) => {
    const bytes = encodings.reduce(
      (made, encoded) => (made.length < LARGE ? Buffer.from(encoded(made)) : made),
      form,
    );
    // DER by itself is no text.
    const text = bytes[0] === 0x30 && bytes[1] >= 0x80 ? bytes.toString("base64") : String(bytes);
    return before + text + behind;
  });
