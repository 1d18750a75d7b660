import { createHmac, hkdfSync } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { engineKeys } from "./keys.ts";
import { signedCodec } from "./signed-codec.ts";

const SECRET = "a-secret-for-token-tests-0123456789-abc";
const keys = engineKeys(SECRET);
const codec = signedCodec(keys, "session:test", "test+jwt");
const claims = { sub: "user-1", exp: 1_800_000_000 };
const HEADER = { alg: "HS256", typ: "test+jwt", kid: derived("kid", 9).toString("base64url") };

function derived(purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync("sha256", SECRET, "signet", purpose, bytes));
}

function segment(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** Signs a token according to RFC 7515, with any header and any payload. */
function signed(header: unknown, payload: string): string {
  const input = `${segment(header)}.${payload}`;
  const mac = createHmac("sha256", derived("sign session:test", 32));
  return `${input}.${mac.update(input).digest("base64url")}`;
}

test("a signed token returns its claims, for any JSON", async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), async (given) => {
      const expected = JSON.parse(JSON.stringify(given));
      expect(await codec.verify(await codec.issue(given))).toEqual({ ok: true, claims: expected });
    }),
  );
});

test("a signed token is the HS256 compact serialisation of RFC 7515", async () => {
  expect(await codec.issue(claims)).toBe(signed(HEADER, segment(claims)));
});

test("the header of a signed token cannot choose how the token is verified", async () => {
  const headers = [
    { ...HEADER, alg: "none" },
    { ...HEADER, alg: "None" },
    { ...HEADER, alg: "HS512" },
    { ...HEADER, alg: "RS256" },
    { ...HEADER, crit: ["exp"] },
    { ...HEADER, b64: false },
    { ...HEADER, jwk: { kty: "oct", k: "AAAA" } },
    { ...HEADER, jku: "https://example.com" },
    { typ: HEADER.typ, alg: HEADER.alg, kid: HEADER.kid },
  ];
  for (const header of headers) {
    expect((await codec.verify(signed(header, segment(claims)))).ok).toBe(false);
    expect((await codec.verify(`${segment(header)}.${segment(claims)}.`)).ok).toBe(false);
  }
});

test("each fault of a signed token has its own reason", async () => {
  const good = await codec.issue(claims);
  const [header = "", payload = "", mac = ""] = good.split(".");
  const other = signedCodec(
    engineKeys("another-secret-0123456789-abcdefghijkl"),
    "session:test",
    "test+jwt",
  );
  const reason = async (token: string) => {
    const result = await codec.verify(token);
    return result.ok ? "ok" : result.reason;
  };
  expect(await reason(`${header}.${payload}.${mac.slice(1)}A`)).toBe("bad-signature");
  expect(await reason(await other.issue(claims))).toBe("unknown-key");
  expect(await reason(signed({ ...HEADER, typ: "JWT" }, payload))).toBe("wrong-type");
  expect(await reason(signed({ ...HEADER, alg: "none" }, payload))).toBe("wrong-type");
  expect(await reason(`${header}.${payload}`)).toBe("malformed");
  expect(await reason(`${header}.${payload}.`)).toBe("malformed");
  expect(await reason(`${header}..${mac}`)).toBe("malformed");
  expect(await reason(`${header}.${payload}.${mac}.${mac}`)).toBe("malformed");
  expect(await reason(`${header}.${payload}.${mac}=`)).toBe("malformed");
  expect(await reason(`A${header}.${payload}.${mac}`)).toBe("malformed");
  expect(await reason("A".repeat(20_000))).toBe("malformed");
});

test("a signed token of one purpose does not verify for another purpose, also with the same type", async () => {
  const elsewhere = signedCodec(keys, "tombstone:test", "test+jwt");
  expect(await codec.verify(await elsewhere.issue(claims))).toEqual({
    ok: false,
    reason: "bad-signature",
  });
});

test("a correctly signed payload that is no JSON object is malformed", async () => {
  for (const value of [null, [], [claims], "text", 1, true]) {
    expect(await codec.verify(signed(HEADER, segment(value)))).toEqual({
      ok: false,
      reason: "malformed",
    });
  }
  const noJson = Buffer.from("{not json").toString("base64url");
  expect(await codec.verify(signed(HEADER, noJson))).toEqual({ ok: false, reason: "malformed" });
});

test("verifying any text as a signed token never throws", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 300 }), async (text) => {
      expect((await codec.verify(text)).ok).toBe(false);
      expect((await codec.verify(`${segment(HEADER)}.${text}.${text}`)).ok).toBe(false);
    }),
  );
});

test("every key of the key ring verifies tokens, and the first key signs them", async () => {
  const [fresh, old] = [
    "the-newest-secret-0123456789-abcdefgh",
    "the-oldest-secret-0123456789-abcdefgh",
  ];
  const before = signedCodec(engineKeys(old ?? ""), "p", "t");
  const during = signedCodec(engineKeys([fresh ?? "", old ?? ""]), "p", "t");
  const after = signedCodec(engineKeys(fresh ?? ""), "p", "t");
  expect((await during.verify(await before.issue(claims))).ok).toBe(true);
  expect((await after.verify(await during.issue(claims))).ok).toBe(true);
  expect(await after.verify(await before.issue(claims))).toEqual({
    ok: false,
    reason: "unknown-key",
  });
});

test("a correctly signed token beyond the size limit is malformed", async () => {
  const filler = "x".repeat(12_000);
  expect((await codec.verify(await codec.issue({ filler }))).ok).toBe(true);
  expect(await codec.verify(await codec.issue({ filler, more: "x".repeat(1_000) }))).toEqual({
    ok: false,
    reason: "malformed",
  });
});
