import { PEMS, PRIVATE, PUBLIC } from "./keys.mjs";

/** Encoding more would take longer than an input may. Bytes. */
const LARGE = 4_000;

const armourless = (pem) => pem.replace(/-----[^-]+-----\s*/g, "");
const lines = (text, length) => text.replace(new RegExp(`.{${length}}`, "g"), "$&\n");

/** A key as somebody keeps it: text, or the bytes of DER, of which PEM is base64. */
const FORMS = [
  (random) => Buffer.from(random.pick(PEMS).pem),
  (random) => Buffer.from(armourless(random.pick(PEMS).pem), "base64"),
  (random) => Buffer.from(JSON.stringify(random.pick(Object.values(PUBLIC)))),
  (random) => Buffer.from(JSON.stringify({ keys: Object.values(PRIVATE) }, null, random.below(3))),
  () =>
    Buffer.from(
      `ssh-ed25519 ${"AAAAC3NzaC1lZDI1NTE5AAAAIO2zv7KOX76oCv8jEHGCBvO7FOCLABYDkGHC9oWTc3"}`,
    ),
];

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

const AROUND = [
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
];

/** The text of a key pair in up to three encodings, with something before and behind it. */
export function disguised(random) {
  let bytes = random.pick(FORMS)(random);
  for (let times = random.below(4); times > 0 && bytes.length < LARGE; times--) {
    bytes = Buffer.from(random.pick(ENCODINGS)(bytes));
  }
  // DER by itself is no text.
  const text = bytes[0] === 0x30 && bytes[1] >= 0x80 ? bytes.toString("base64") : String(bytes);
  return random.pick(AROUND) + text + random.pick(AROUND);
}
