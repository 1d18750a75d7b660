import { createCipheriv, hkdfSync, randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { engineKeys } from "./keys.ts";
import { sealedCodec } from "./sealed-codec.ts";
import { signedCodec } from "./signed-codec.ts";

const SECRET = "a-secret-for-token-tests-0123456789-abc";
const keys = engineKeys(SECRET);
const codec = sealedCodec(keys, "session:test", "test+jwe");
const claims = { sub: "user-1", exp: 1_800_000_000 };
const KID = derived("kid", 9).toString("base64url");
const HEADER = { alg: "dir", enc: "A256GCM", typ: "test+jwe", kid: KID };

function derived(purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync("sha256", SECRET, "signet", purpose, bytes));
}

/** Seals a token according to RFC 7516, with any header and any text. */
function sealed(header: unknown, text: string): string {
  const aad = Buffer.from(JSON.stringify(header)).toString("base64url");
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", derived("seal session:test", 32), iv);
  cipher.setAAD(Buffer.from(aad));
  const ciphertext = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  const parts = [iv, ciphertext, cipher.getAuthTag()].map((part) => part.toString("base64url"));
  return `${aad}..${parts.join(".")}`;
}

async function reasonOf(token: string): Promise<string> {
  const result = await codec.verify(token);
  return result.ok ? "ok" : result.reason;
}

test("a sealed token returns its claims, for any JSON", async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), async (given) => {
      const expected = JSON.parse(JSON.stringify(given));
      expect(await codec.verify(await codec.issue(given))).toEqual({ ok: true, claims: expected });
    }),
  );
});

test("the codec opens a token that another program sealed according to RFC 7516", async () => {
  expect(await codec.verify(sealed(HEADER, JSON.stringify(claims)))).toEqual({ ok: true, claims });
});

test("sealed tokens of the same claims differ, and no token shows its claims", async () => {
  const tokens = await Promise.all(Array.from({ length: 100 }, () => codec.issue(claims)));
  expect(new Set(tokens).size).toBe(100);
  for (const token of tokens) {
    const shown = token.split(".").map((part) => Buffer.from(part, "base64url").toString("latin1"));
    expect(shown.join()).not.toContain("user-1");
  }
});

test("the header of a sealed token cannot choose how the token is opened", async () => {
  const headers = [
    { ...HEADER, enc: "A256CBC-HS512" },
    { ...HEADER, alg: "A256KW" },
    { ...HEADER, zip: "DEF" },
    { ...HEADER, crit: ["exp"] },
    { ...HEADER, kid: "other" },
    { enc: HEADER.enc, alg: HEADER.alg, typ: HEADER.typ, kid: HEADER.kid },
  ];
  for (const header of headers) {
    expect(await reasonOf(sealed(header, JSON.stringify(claims)))).not.toBe("ok");
  }
});

test("each fault of a sealed token has its own reason", async () => {
  const good = await codec.issue(claims);
  const [header = "", , iv = "", ciphertext = "", tag = ""] = good.split(".");
  const other = sealedCodec(engineKeys(`${SECRET}-other`), "session:test", "test+jwe");
  expect(await reasonOf(`${header}..${iv}.${ciphertext}.${tag.slice(0, -2)}AA`)).toBe(
    "bad-signature",
  );
  expect(await reasonOf(`${header}..${iv}..${tag}`)).toBe("bad-signature");
  expect(await reasonOf(await other.issue(claims))).toBe("unknown-key");
  expect(await reasonOf(sealed({ ...HEADER, typ: "JWT" }, "{}"))).toBe("wrong-type");
  expect(await reasonOf(await signedCodec(keys, "session:test", "test+jwt").issue(claims))).toBe(
    "malformed",
  );
  expect(await reasonOf(`${header}.AAAA.${iv}.${ciphertext}.${tag}`)).toBe("malformed");
  expect(await reasonOf(`${good}=`)).toBe("malformed");
  expect(await reasonOf("A".repeat(20_000))).toBe("malformed");
});

test("a sealed token of one purpose does not open for another purpose", async () => {
  const elsewhere = sealedCodec(keys, "session:other", "test+jwe");
  expect(await reasonOf(await elsewhere.issue(claims))).toBe("bad-signature");
});

test("a correctly sealed text that is no JSON object is malformed", async () => {
  for (const text of ["null", "[]", '"text"', "1", "{not json", ""]) {
    expect(await reasonOf(sealed(HEADER, text))).toBe("malformed");
  }
});

test("every key of the key ring opens tokens, and the first key seals them", async () => {
  const [fresh, old] = [`${SECRET}-fresh`, `${SECRET}-old`];
  const before = sealedCodec(engineKeys(old), "p", "t");
  const during = sealedCodec(engineKeys([fresh, old]), "p", "t");
  const after = sealedCodec(engineKeys(fresh), "p", "t");
  expect((await during.verify(await before.issue(claims))).ok).toBe(true);
  expect((await after.verify(await during.issue(claims))).ok).toBe(true);
  expect(await after.verify(await before.issue(claims))).toEqual({
    ok: false,
    reason: "unknown-key",
  });
});

test("verifying any text as a sealed token never throws", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 300 }), async (text) => {
      expect((await codec.verify(text)).ok).toBe(false);
      const header = Buffer.from(JSON.stringify(HEADER)).toString("base64url");
      expect((await codec.verify(`${header}..${text}.${text}.${text}`)).ok).toBe(false);
    }),
  );
});
