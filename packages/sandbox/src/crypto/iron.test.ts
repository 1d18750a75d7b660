import fc from "fast-check";
import { expect, test } from "vitest";
import * as node from "../../../signet/src/dropin/iron-session/crypto/node.ts";
import * as sandbox from "./iron.ts";

const anyText: fc.Arbitrary<string> = fc.string({ unit: "binary", maxLength: 200 });
const block = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
const BOTH = [
  ["node", node, sandbox],
  ["sandbox", sandbox, node],
] as const;

test("the MAC of any password, salt and text is that of Node", async () => {
  await fc.assert(
    fc.asyncProperty(anyText, anyText, anyText, async (password, salt, text) => {
      const [ours, theirs] = [sandbox.macKey(password, salt), node.macKey(password, salt)];
      const expected = await (await theirs)(text);
      expect(await (await ours)(text)).toBe(expected);
    }),
  );
});

test.each(BOTH)("a text encrypted by %s opens in both engines", async (_, sealer, other) => {
  await fc.assert(
    fc.asyncProperty(anyText, anyText, anyText, async (password, salt, text) => {
      const sealed = await (await sealer.cipherKey(password, salt)).encrypt(text);
      for (const opener of [sealer, other]) {
        const cipher = await opener.cipherKey(password, salt);
        expect(await cipher.decrypt(sealed)).toBe(text.toWellFormed());
      }
    }),
  );
});

test("a damaged text gives null or another text, as in Node, and never an error", async () => {
  const [ours, theirs] = [await sandbox.cipherKey("p", "s"), await node.cipherKey("p", "s")];
  const part = fc.oneof(fc.uint8Array({ maxLength: 64 }), block(16), block(32));
  await fc.assert(
    fc.asyncProperty(part, part, async (iv, ciphertext) => {
      const damaged = { iv: base64url(iv), ciphertext: base64url(ciphertext) };
      expect(await ours.decrypt(damaged)).toBe(await theirs.decrypt(damaged));
    }),
  );
  const { iv, ciphertext } = await ours.encrypt("text");
  for (const bad of ["", "A", "=", iv.slice(1), `${iv}AA`]) {
    expect(await ours.decrypt({ iv: bad, ciphertext })).toBeNull();
    expect(await ours.decrypt({ iv, ciphertext: bad })).toBeNull();
  }
});

test("each encryption has a new IV, and each salt is new", async () => {
  const cipher = await sandbox.cipherKey("password", "salt");
  const sealed = await Promise.all(Array.from({ length: 200 }, () => cipher.encrypt("")));
  expect(new Set(sealed.map(({ iv }) => iv)).size).toBe(200);
  const salts = Array.from({ length: 200 }, () => sandbox.randomSalt());
  expect(new Set(salts).size).toBe(200);
  for (const salt of salts) expect(salt).toMatch(/^[\da-f]{64}$/);
});

test("equalText compares base64url and any other text as Node does", () => {
  fc.assert(
    fc.property(anyText, anyText, (left, right) => {
      const texts = [left, right, `${left}A`].map((text) => text.toWellFormed());
      for (const given of texts) {
        for (const expected of texts) {
          expect(sandbox.equalText(given, expected)).toBe(given === expected);
        }
      }
    }),
  );
});
