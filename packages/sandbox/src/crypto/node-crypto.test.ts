import * as node from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import byDefault, * as sandbox from "./node-crypto.ts";

const ALGORITHMS = ["sha1", "sha256", "sha384", "sha512", "SHA256", "sha-512"] as const;
const ENCODINGS = ["hex", "base64", "base64url"] as const;
const part = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.uint8Array({ maxLength: 300 }),
);

describe.each(ALGORITHMS)("%s", (algorithm) => {
  test("createHash gives the hash of Node in every encoding", () => {
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const hashes = () => ({
          ours: parts.reduce((hash, each) => hash.update(each), sandbox.createHash(algorithm)),
          theirs: parts.reduce((hash, each) => hash.update(each), node.createHash(algorithm)),
        });
        for (const encoding of ENCODINGS) {
          const { ours, theirs } = hashes();
          expect(ours.digest(encoding)).toBe(theirs.digest(encoding));
        }
        const { ours, theirs } = hashes();
        expect(ours.digest()).toEqual(theirs.digest());
      }),
      { numRuns: 30 },
    );
  });

  test("createHmac gives the HMAC of Node for texts, bytes and key objects", () => {
    fc.assert(
      fc.property(part, part, (key, text) => {
        const expected = node.createHmac(algorithm, key).update(text).digest("hex");
        expect(sandbox.createHmac(algorithm, key).update(text).digest("hex")).toBe(expected);
        const object = sandbox.createSecretKey(key, "utf8");
        expect(sandbox.createHmac(algorithm, object).update(text).digest("hex")).toBe(expected);
      }),
      { numRuns: 30 },
    );
  });
});

test("data can be a text in an encoding, an ArrayBuffer or any view", () => {
  const expected = node.createHash("sha256").update("abcd").digest("hex");
  const bytes = Uint8Array.from(Buffer.from("xabcd"));
  const data = [bytes.slice(1).buffer, bytes.subarray(1), new DataView(bytes.buffer, 1)];
  for (const each of data) {
    expect(sandbox.createHash("sha256").update(each).digest("hex")).toBe(expected);
  }
  expect(sandbox.createHash("sha256").update("61626364", "hex").digest("hex")).toBe(expected);
});

test("a digest is refused for an unknown algorithm, for a number, and after its end", () => {
  expect(() => sandbox.createHash("md5")).toThrow(/Digest method not supported: md5/);
  expect(() => sandbox.createHmac("constructor", "key")).toThrow(/not supported/);
  const hash = sandbox.createHash("sha256");
  for (const value of [7, null, undefined, {}] as unknown as string[]) {
    expect(() => hash.update(value)).toThrow(TypeError);
    expect(() => sandbox.createHmac("sha256", value)).toThrow(TypeError);
    expect(() => sandbox.createSecretKey(value)).toThrow(TypeError);
  }
  hash.digest();
  expect(() => hash.digest()).toThrow(/already called/);
  expect(() => hash.update("")).toThrow(/already called/);
});

test("a KeyObject has the type, size and exports of Node's", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), fc.uint8Array({ minLength: 1 }), (left, right) => {
      const [ours, theirs] = [sandbox.createSecretKey(left), node.createSecretKey(left)];
      expect(ours.type).toBe(theirs.type);
      expect(ours.symmetricKeySize).toBe(theirs.symmetricKeySize);
      expect(ours.export()).toEqual(theirs.export());
      expect(ours.export({ format: "jwk" })).toEqual(theirs.export({ format: "jwk" }));
      const others = [sandbox.createSecretKey(right), node.createSecretKey(right)] as const;
      expect(ours.equals(others[0])).toBe(theirs.equals(others[1]));
      expect(ours.equals(sandbox.createSecretKey(left))).toBe(true);
      expect(ours).toBeInstanceOf(sandbox.KeyObject);
    }),
  );
});

test("a public or private key is refused with a reason", () => {
  for (const create of [sandbox.createPrivateKey, sandbox.createPublicKey]) {
    expect(() => create("-----BEGIN PRIVATE KEY-----")).toThrow(/Key pairs do not run/);
  }
});

test("random values are new, and have the wanted length", () => {
  for (const size of [0, 1, 32, 65_537, 200_000]) {
    expect(sandbox.randomBytes(size)).toHaveLength(size);
  }
  expect(
    sandbox
      .randomBytes(200_000)
      .subarray(-1_000)
      .every((byte) => byte === 0),
  ).toBe(false);
  expect(sandbox.randomBytes(32)).not.toEqual(sandbox.randomBytes(32));
  expect(sandbox.randomBytes(16).toString("hex")).toMatch(/^[\da-f]{32}$/);
  expect(sandbox.randomUUID()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-/);
  expect(sandbox.randomUUID()).not.toBe(sandbox.randomUUID());
});

test("timingSafeEqual compares bytes and refuses other lengths and texts", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (left, right) => {
      expect(sandbox.timingSafeEqual(left, left.slice())).toBe(true);
      const compare = () => sandbox.timingSafeEqual(left, right);
      if (left.length !== right.length) expect(compare).toThrow(RangeError);
      else expect(compare()).toBe(node.timingSafeEqual(left, right));
    }),
  );
  const text = "text" as unknown as Uint8Array;
  expect(() => sandbox.timingSafeEqual(text, text)).toThrow(TypeError);
});

test("the default export has every named export", () => {
  const { default: _default, ...named } = sandbox;
  expect({ ...byDefault }).toEqual(named);
  expect(Object.keys(named)).toHaveLength(9);
});
