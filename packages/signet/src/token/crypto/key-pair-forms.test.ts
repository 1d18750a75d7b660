import { generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as suiteKeys from "../../../../../test/tokens/suite/keys.ts";
import { DSA, PSS_256, SECP256K1, X25519 } from "../../../../../test/tokens/suite/unfit-keys.ts";
import { holdsKeyPair } from "./key-pair.ts";

const utf8 = (text: string): Buffer => Buffer.from(text);
const found = (secret: string | Uint8Array) =>
  holdsKeyPair(typeof secret === "string" ? utf8(secret) : secret);

const { RSA, P256, P384, P521, ED25519 } = suiteKeys;
const PAIRS = { RSA, P256, P384, P521, ED25519, SECP256K1, X25519 };
const small = generateKeyPairSync("rsa", { modulusLength: 1024 });
const passphrase = "open sesame";

const armourless = (pem: string) => pem.replace(/-----[^-]+-----\s*/g, "");
const derOf = (pem: string) => Buffer.from(armourless(pem), "base64");

function exported(key: KeyObject, type: string, more: object = {}): Buffer {
  return utf8(String(key.export({ format: "pem", type, ...more } as never)));
}

const LOCKED = String(exported(small.privateKey, "pkcs8", { cipher: "aes-256-cbc", passphrase }));
const PEMS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(PAIRS).flatMap(([name, pair]) =>
      (["spki", "pkcs1", "certificate", "pkcs8", "traditional"] as const).flatMap((form) =>
        pair[form] === null ? [] : [[`${name} ${form}`, pair[form]]],
      ),
    ),
  ),
  "DSA spki": DSA.spki,
  "DSA pkcs8": DSA.pkcs8,
  "PSS spki": PSS_256.spki,
  "PSS pkcs8": PSS_256.pkcs8,
  "small pkcs1 public": String(exported(small.publicKey, "pkcs1")),
  "small pkcs1 private": String(exported(small.privateKey, "pkcs1")),
  locked: LOCKED,
};

function sshString(text: string | Uint8Array): Buffer {
  const bytes = Buffer.from(text as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

const sshBlob = (kind: string, ...rest: readonly number[]) =>
  Buffer.concat([sshString(kind), ...rest.map((bytes) => sshString(randomBytes(bytes)))]);
const BLOBS: Readonly<Record<string, Buffer>> = {
  "ssh-rsa": sshBlob("ssh-rsa", 3, 257),
  "ssh-ed25519": sshBlob("ssh-ed25519", 32),
  "ecdsa-sha2-nistp256": Buffer.concat([
    sshString("ecdsa-sha2-nistp256"),
    sshString("nistp256"),
    sshString(randomBytes(65)),
  ]),
  "sk-ssh-ed25519@openssh.com": sshBlob("sk-ssh-ed25519@openssh.com", 32, 4),
};
const OPENSSH = Buffer.concat([utf8("openssh-key-v1\0"), sshString("none"), randomBytes(200)]);

/** Keys as text or bytes, without an encoding around them. */
const KEYS: Readonly<Record<string, string | Buffer>> = {
  ...PEMS,
  ...Object.fromEntries(Object.entries(PEMS).map(([name, pem]) => [`${name} in DER`, derOf(pem)])),
  ...Object.fromEntries(
    Object.entries(PAIRS).flatMap(([name, { publicJwk, privateJwk }]) => [
      [`${name} public JWK`, JSON.stringify(publicJwk)],
      [`${name} private JWK`, JSON.stringify(privateJwk, null, 2)],
      [`${name} JWKS`, JSON.stringify({ keys: [{ kty: "oct", k: "AAAA" }, publicJwk] })],
      [`${name} in a list`, ` \ufeff${JSON.stringify([publicJwk])}`],
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(BLOBS).flatMap(([kind, blob]) => [
      [kind, `${kind} ${blob.toString("base64")} ada@example.com`],
      [`${kind} as it is sent`, blob],
    ]),
  ),
  "an OpenSSH private key": `-----BEGIN OPENSSH PRIVATE KEY-----\n${OPENSSH.toString("base64")}\n-----END OPENSSH PRIVATE KEY-----\n`,
  "an OpenSSH private key in bytes": OPENSSH,
  SSH2: `---- BEGIN SSH2 PUBLIC KEY ----\n${BLOBS["ssh-rsa"]?.toString("base64")}\n---- END`,
  PuTTY: "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n",
  XML: "<RSAKeyValue><Modulus>xA7SEU+e0yQH</Modulus><Exponent>AQAB</Exponent></RSAKeyValue>",
};

const lines = (text: string, length = 64) => text.replace(new RegExp(`.{${length}}`, "g"), "$&\n");

/** Encodings of bytes in text. */
const ENCODINGS: Readonly<Record<string, (bytes: Buffer) => string>> = {
  base64: (bytes) => bytes.toString("base64"),
  "base64 without padding": (bytes) => bytes.toString("base64").replaceAll("=", ""),
  "base64 in lines": (bytes) => lines(bytes.toString("base64"), 76),
  "base64 in lines of CRLF": (bytes) => lines(bytes.toString("base64")).replaceAll("\n", "\r\n"),
  base64url: (bytes) => bytes.toString("base64url"),
  hexadecimal: (bytes) => bytes.toString("hex"),
  "hexadecimal in capitals": (bytes) => bytes.toString("hex").toUpperCase(),
  "hexadecimal with colons": (bytes) => bytes.toString("hex").replace(/..(?!$)/g, "$&:"),
  "hexadecimal of C": (bytes) => bytes.toString("hex").replace(/../g, "0x$&, "),
  "a list of numbers": (bytes) => String(new Uint8Array(bytes)),
  "a Buffer as JSON": (bytes) => JSON.stringify(bytes),
};

/** What happens to text on its way through files, variables and shells. */
const WAYS: Readonly<Record<string, (text: string) => string | Buffer>> = {
  "as it is": (text) => text,
  "behind a space": (text) => ` ${text}`,
  "behind a name": (text) => `PUBLIC_KEY=${text}`,
  "behind a comment": (text) => `# our key\n${text}\n`,
  "behind NUL": (text) => `\0${text}`,
  "in quotes": (text) => `"${text}"`,
  "as JSON": (text) => JSON.stringify({ key: text }),
  "as JSON twice": (text) => JSON.stringify(JSON.stringify({ key: text })),
  "with CRLF": (text) => text.replaceAll("\n", "\r\n"),
  "with \\n in two characters": (text) => text.replaceAll("\n", "\\n"),
  "with \\\\n in three characters": (text) => text.replaceAll("\n", "\\\\n"),
  "on one line": (text) => text.replaceAll("\n", " "),
  "in UTF-16": (text) => Buffer.from(`\ufeff${text}`, "utf16le"),
  "percent-encoded": (text) => encodeURIComponent(text),
};

const ALL_ENCODINGS = Object.entries(ENCODINGS);
const ALL_WAYS = Object.entries(WAYS);

/** Returns `many` elements of a list from a position, so different calls together use all elements. */
function some<One>(list: readonly One[], from: number, many: number): readonly One[] {
  return Array.from({ length: many }, (_, at) => list[(from + at) % list.length] as One);
}

describe.each(Object.entries(KEYS).map(([name, key], at) => [name, key, at] as const))(
  "%s",
  (_, key, at) => {
    test("the key is found after every change of its text", () => {
      expect(found(key)).toBe(true);
      if (typeof key !== "string") return;
      for (const [way, through] of ALL_WAYS) expect(found(through(key)), way).toBe(true);
    });

    test("the key is found in one encoding and in two nested encodings", () => {
      const bytes = Buffer.from(key as string);
      for (const [which, [outer, encode]] of ALL_ENCODINGS.entries()) {
        for (const [way, through] of some(ALL_WAYS, at + which, 3)) {
          expect(found(through(encode(bytes))), `${outer} ${way}`).toBe(true);
        }
        for (const [inner, first] of some(ALL_ENCODINGS, at + which, 2)) {
          expect(found(encode(utf8(first(bytes)))), `${outer} of ${inner}`).toBe(true);
        }
      }
    });
  },
);

test("a key in three nested encodings is found, and in four it is not", () => {
  const wrap = (times: number): string =>
    times === 0 ? RSA.spki : utf8(wrap(times - 1)).toString("base64");
  expect([0, 1, 2, 3].map((times) => found(wrap(times)))).toEqual([true, true, true, true]);
  expect(found(wrap(4))).toBe(false);
});

test("a PEM is found without its first and last line, and if it is cut", () => {
  for (const [name, pem] of Object.entries(PEMS)) {
    const body = armourless(pem);
    for (const [way, through] of Object.entries(WAYS)) {
      expect(found(through(body)), `${name} ${way}`).toBe(true);
    }
    expect(found(utf8(body).toString("base64")), name).toBe(true);
    expect(found(pem.slice(0, -40)), name).toBe(true);
    if (body.length > 200) expect(found(body.slice(0, body.length / 2)), name).toBe(true);
  }
});

test("a DER is found after decoding it as text", () => {
  for (const [name, pem] of Object.entries(PEMS)) {
    const der = derOf(pem);
    expect(found(der.toString("latin1")), `${name} as Latin-1`).toBe(true);
    expect(found(der.toString("utf8")), `${name} as UTF-8`).toBe(true);
    expect(found(Buffer.concat([der, utf8("\n")])), `${name} and a line`).toBe(true);
  }
});

const ALPHABETS: readonly ((bytes: Uint8Array) => string | Uint8Array)[] = [
  (bytes) => bytes,
  (bytes) => Buffer.from(bytes).toString("base64"),
  (bytes) => Buffer.from(bytes).toString("base64url"),
  (bytes) => Buffer.from(bytes).toString("hex"),
  (bytes) => lines(Buffer.from(bytes).toString("base64")),
  (bytes) => Buffer.from(Buffer.from(bytes).toString("base64")).toString("base64"),
  (bytes) => String.fromCharCode(...bytes.map((byte) => 32 + (byte % 95))),
  (bytes) => Buffer.from(bytes).toString("latin1"),
  (bytes) => Buffer.from(bytes).toString("utf8"),
  (bytes) => String(bytes),
];

test("random secrets of 32 to 4096 bytes are not found as keys, in any alphabet", () => {
  const lengths = fc.oneof(fc.integer({ min: 32, max: 128 }), fc.integer({ min: 32, max: 4_096 }));
  fc.assert(
    fc.property(lengths, fc.constantFrom(...ALPHABETS), (length, encode) => {
      expect(found(encode(new Uint8Array(randomBytes(length))))).toBe(false);
    }),
    { numRuns: 500 },
  );
});

const HONEST = [
  ...["x", "MIIB", "30820122", "kty", '{"a":1}', "[1]", "ssh", "ssh-keys are on the way AAAA"],
  ...["0\u0001x", "0\u0002\u0001\u0001", '{"kty":"oct","k":"c2VjcmV0LW9mLTMyLWJ5dGVz"}'],
  ...["BEGIN PUBLIC KEY", "correct horse battery staple, and a longer one", "100% safe%20%41 \\n"],
  ...["the kty is a secret", "MIIBIGotAwayWithASecretOfFortyCharactersOrMore"],
];

test.each(HONEST)("the secret %j, which resembles a key, is not found as a key", (secret) => {
  expect(found(secret)).toBe(false);
  expect(found(utf8(secret).toString("base64"))).toBe(false);
});
