import { generateKeyPairSync, type KeyObject } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { P256, RSA } from "../../../../../test/tokens/suite/keys.ts";
import { holdsKeyPair } from "./key-pair.ts";

interface Pair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const pairs: Readonly<Record<string, Pair>> = {
  RSA: generateKeyPairSync("rsa", { modulusLength: 2048 }),
  "RSA-PSS": generateKeyPairSync("rsa-pss", { modulusLength: 2048, hashAlgorithm: "sha256" }),
  "P-256": generateKeyPairSync("ec", { namedCurve: "P-256" }),
  "P-521": generateKeyPairSync("ec", { namedCurve: "P-521" }),
  Ed25519: generateKeyPairSync("ed25519"),
  X25519: generateKeyPairSync("x25519"),
};

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const pemOf = (der: Buffer, label: string): string =>
  `-----BEGIN ${label}-----\n${der.toString("base64").replace(/.{64}/g, "$&\n")}\n-----END ${label}-----\n`;

const openssh = Buffer.concat([Buffer.from("openssh-key-v1\0none"), Buffer.alloc(60, 7)]);

/** Returns a public key in the form of OpenSSH: the length of the name, the name, and numbers. */
function sshOf(name: string): Buffer {
  return Buffer.concat([
    Buffer.from([0, 0, 0, name.length]),
    Buffer.from(name),
    Buffer.alloc(40, 7),
  ]);
}

function formsOf({ publicKey, privateKey }: Pair): Buffer[] {
  const as = (key: KeyObject, type: string): Buffer[] => {
    try {
      return [key.export({ format: "der", type } as never) as unknown as Buffer];
    } catch {
      return [];
    }
  };
  return [
    ...["spki", "pkcs1"].flatMap((type) => as(publicKey, type)),
    ...["pkcs8", "pkcs1", "sec1"].flatMap((type) => as(privateKey, type)),
  ];
}

/** Encodings of a key that occur in environment variables and secret stores. */
const wrappings: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  "as it is": (bytes) => bytes,
  "with a line end": (bytes) => Buffer.concat([bytes, Buffer.from("\r\n")]),
  base64: (bytes) => Buffer.from(bytes.toString("base64")),
  base64url: (bytes) => Buffer.from(bytes.toString("base64url")),
  "base64 in lines": (bytes) => Buffer.from(bytes.toString("base64").replace(/.{64}/g, "$&\r\n")),
  'base64 with the two characters "\\n"': (bytes) =>
    Buffer.from(bytes.toString("base64").replace(/.{64}/g, "$&\\n")),
  "quoted base64 behind a byte order mark": (bytes) =>
    Buffer.from(`\ufeff "${bytes.toString("base64")}" `),
  hex: (bytes) => Buffer.from(bytes.toString("hex")),
  "hex in capitals": (bytes) => Buffer.from(`0x${bytes.toString("hex").toUpperCase()}`),
  "hex with colons": (bytes) =>
    Buffer.from(
      bytes
        .toString("hex")
        .replace(/..(?!$)/g, "$&:")
        .replace(/.{48}/g, "$&\n"),
    ),
};

describe.each(Object.entries(wrappings))("%s", (_, wrap) => {
  test.each(Object.entries(pairs))(
    "DER, PEM and JWKs of %s are recognized as keys",
    (name, pair) => {
      for (const der of formsOf(pair)) {
        const armoured = Buffer.from(pemOf(der, "ANY KEY"));
        const unarmoured = Buffer.from(pemOf(der, "X").split("\n").slice(1, -2).join("\n"));
        for (const key of [der, armoured, unarmoured]) expect(holdsKeyPair(wrap(key))).toBe(true);
        for (const key of [der, armoured]) {
          expect(holdsKeyPair(Buffer.from(wrap(key).toString("base64")))).toBe(true);
        }
      }
      if (name === "RSA-PSS") return;
      const jwk = pair.publicKey.export({ format: "jwk" });
      for (const text of [
        ...[JSON.stringify(jwk), JSON.stringify({ keys: [jwk] }), JSON.stringify([jwk], null, 2)],
        ...[JSON.stringify(JSON.stringify(jwk)), `// ours: ${JSON.stringify(jwk)}`],
      ]) {
        expect(holdsKeyPair(wrap(Buffer.from(text)))).toBe(true);
      }
    },
  );

  test("certificates and SSH keys are recognized as keys", () => {
    const names = ["ssh-rsa", "ssh-ed25519", "ecdsa-sha2-nistp256", "sk-ssh-ed25519@openssh.com"];
    const blobs = [...names.map(sshOf), openssh];
    const lines = names.map((name) => `${name} ${sshOf(name).toString("base64")} ada@example.com`);
    const texts = [
      ...[RSA, P256].map(({ certificate }) => certificate ?? ""),
      ...lines.flatMap((line) => [line, `from="10.0.0.1" ${line}`]),
      pemOf(openssh, "OPENSSH PRIVATE KEY"),
      "---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----",
      "MIIBIjANBgkq\n-----END PUBLIC KEY-----",
    ];
    for (const key of [...blobs, ...texts.map((text) => Buffer.from(text))]) {
      expect(holdsKeyPair(wrap(key))).toBe(true);
    }
  });
});

test("a random secret is not recognized as a key, in any encoding", () => {
  const random = fc.uint8Array({ minLength: 32, maxLength: 4_096 });
  fc.assert(
    fc.property(random, (bytes) => {
      const buffer = Buffer.from(bytes);
      for (const encoding of ["base64", "base64url", "hex", "latin1"] as const) {
        expect(holdsKeyPair(bytesOf(buffer.toString(encoding)))).toBe(false);
      }
      expect(holdsKeyPair(bytes)).toBe(false);
    }),
  );
});

test("random bytes that start like DER are not recognized as a key", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 30, maxLength: 60 }), (bytes) => {
      expect(holdsKeyPair(Uint8Array.of(0x30, bytes.length, ...bytes.fill(0x41, 0, 2)))).toBe(
        false,
      );
    }),
  );
});

test.each([
  "BEGIN PUBLIC KEY is what this passphrase says",
  "ssh-keys are what this passphrase is about",
  '{"kty":"oct","k":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}',
  "correct horse battery staple",
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A",
  "",
])("the text %j is not recognized as a key", (text) => {
  expect(holdsKeyPair(bytesOf(text))).toBe(false);
});
