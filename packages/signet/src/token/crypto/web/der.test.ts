import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { TokenKeyError } from "../../errors.ts";
import { joined } from "./bytes.ts";
import { bitStringContent, elements, hex, onlyContent, unhex, write } from "./der.ts";
import * as web from "./index.ts";

test("a written element is read back at any length", () => {
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.constantFrom(0, 127, 128, 255, 256, 65_535, 65_536).map((length) => new Uint8Array(length)),
  );
  const element = fc.tuple(fc.constantFrom(2, 3, 4, 6, 0x30, 0xa0), content);
  fc.assert(
    fc.property(fc.array(element, { maxLength: 4 }), (list) => {
      const der = joined(...list.map(([tag, bytes]) => write(tag, bytes)));
      const read = elements(der).map((one) => [one.tag, hex(one.content)]);
      expect(read).toEqual(list.map(([tag, bytes]) => [tag, hex(bytes)]));
    }),
  );
});

test.each([
  ["a length is missing", "30"],
  ["a length is cut short", "3082"],
  ["the content is cut short", "3003 0201"],
  ["the content is cut short behind a long length", "308200ff 00"],
  ["the length is not definite", "3080 0000"],
  ["the length is longer than it need be", "308103 020100"],
  ["the length begins with a zero", "3082007f"],
  ["the length is that of no key", "3084ffffffff"],
  ["the tag is long", "1f0100"],
])("%s: refused", (_, text) => {
  expect(() => elements(unhex(text.replaceAll(" ", "")))).toThrow(TokenKeyError);
});

test("a BIT STRING with unused bits is refused", () => {
  expect(hex(bitStringContent(elements(unhex("030200ff"))[0]))).toBe("ff");
  for (const text of ["030201fe", "0300", "040200ff", ""]) {
    expect(() => bitStringContent(elements(unhex(text))[0])).toThrow(TokenKeyError);
  }
});

test("onlyContent requires exactly one element with the tag", () => {
  expect(hex(onlyContent(0x30, unhex("3003020105")))).toBe("020105");
  for (const text of ["", "0203020105", "300302010500", "30030201053000"]) {
    expect(() => onlyContent(0x30, unhex(text))).toThrow(TokenKeyError);
  }
});

// The types of Node declare a salt length as text.
const BOUND: object = { hashAlgorithm: "sha256", mgf1HashAlgorithm: "sha256", saltLength: 32 };
const KEYS = [
  ["RS256", generateKeyPairSync("rsa", { modulusLength: 2048 })],
  ["PS256", generateKeyPairSync("rsa-pss", { modulusLength: 2048, ...BOUND })],
  ["ES256", generateKeyPairSync("ec", { namedCurve: "P-256" })],
  ["EdDSA", generateKeyPairSync("ed25519")],
] as const;

test.each(KEYS)(
  "%s: a key with a changed byte or cut at any place is imported, or refused with a TokenKeyError",
  async (algorithm, pair) => {
    const ways = [
      ["PRIVATE KEY", web.privateKey, pair.privateKey.export({ type: "pkcs8", format: "der" })],
      ["PUBLIC KEY", web.publicKey, pair.publicKey.export({ type: "spki", format: "der" })],
      ["CERTIFICATE", web.publicKey, pair.publicKey.export({ type: "spki", format: "der" })],
      ["EC PRIVATE KEY", web.privateKey, pair.privateKey.export({ type: "pkcs8", format: "der" })],
    ] as const;
    for (const [label, read, der] of ways) {
      const change = fc.tuple(
        fc.nat(Math.min(der.length, 80) - 1),
        fc.nat(255),
        fc.nat(der.length),
      );
      const property = fc.asyncProperty(change, fc.boolean(), async ([at, byte, length], cut) => {
        const changed = cut ? der.subarray(0, length) : der.with(at, byte);
        const text = Buffer.from(changed).toString("base64");
        const pem = `-----BEGIN ${label}-----\n${text}\n-----END ${label}-----`;
        const error: unknown = await read(algorithm, pem).then(
          () => null,
          (thrown: unknown) => thrown,
        );
        if (error !== null) expect(error).toBeInstanceOf(TokenKeyError);
        if (cut && length < der.length) expect(error).not.toBeNull();
      });
      await fc.assert(property, { numRuns: 150 });
    }
  },
);
