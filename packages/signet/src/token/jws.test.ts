import fc from "fast-check";
import { expect, test } from "vitest";
import { tokenKind } from "./jws.ts";
import { keyRing } from "./key-ring.ts";

const ring = keyRing("a-secret-for-token-tests-0123456789-abc");
const kind = tokenKind(ring, "session:test", "test+jwt");
const claims = { sub: "user-1", exp: 1_800_000_000 };

function segment(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** A token signed as RFC 7515 says, with any header and any bytes for a payload. */
function signed(header: unknown, payload: string, purpose = "session:test"): string {
  const input = `${segment(header)}.${payload}`;
  return `${input}.${ring.first.derive(purpose)(input)}`;
}

const HEADER = { alg: "HS256", typ: "test+jwt", kid: ring.first.kid };

test("any claims that JSON holds come back as they were signed", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (given) => {
      const expected = JSON.parse(JSON.stringify(given));
      expect(kind.verify(kind.sign(given))).toEqual({ ok: true, claims: expected });
    }),
  );
});

test("a token is the HS256 compact serialisation of RFC 7515", () => {
  expect(kind.sign(claims)).toBe(signed(HEADER, segment(claims)));
});

test("the header cannot choose how it is verified", () => {
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
    expect(kind.verify(signed(header, segment(claims))).ok).toBe(false);
    expect(kind.verify(`${segment(header)}.${segment(claims)}.`).ok).toBe(false);
  }
});

test("each fault has its word", () => {
  const good = kind.sign(claims);
  const [header = "", payload = "", mac = ""] = good.split(".");
  const other = tokenKind(
    keyRing("another-secret-0123456789-abcdefghijkl"),
    "session:test",
    "test+jwt",
  );
  const reason = (token: string) => {
    const result = kind.verify(token);
    return result.ok ? "ok" : result.reason;
  };
  expect(reason(`${header}.${payload}.${mac.slice(1)}A`)).toBe("bad-signature");
  expect(reason(other.sign(claims))).toBe("unknown-key");
  expect(reason(signed({ ...HEADER, typ: "JWT" }, payload))).toBe("wrong-type");
  expect(reason(signed({ ...HEADER, alg: "none" }, payload))).toBe("wrong-type");
  expect(reason(`${header}.${payload}`)).toBe("malformed");
  expect(reason(`${header}.${payload}.`)).toBe("malformed");
  expect(reason(`${header}..${mac}`)).toBe("malformed");
  expect(reason(`${header}.${payload}.${mac}.${mac}`)).toBe("malformed");
  expect(reason(`${header}.${payload}.${mac}=`)).toBe("malformed");
  expect(reason(`A${header}.${payload}.${mac}`)).toBe("malformed");
  expect(reason("A".repeat(20_000))).toBe("malformed");
});

test("a token of one purpose never verifies as another, even with its type", () => {
  const elsewhere = tokenKind(ring, "tombstone:test", "test+jwt");
  expect(kind.verify(elsewhere.sign(claims))).toEqual({ ok: false, reason: "bad-signature" });
});

test("a payload that is no object is refused, however well it is signed", () => {
  for (const value of [null, [], [claims], "text", 1, true]) {
    expect(kind.verify(signed(HEADER, segment(value)))).toEqual({ ok: false, reason: "malformed" });
  }
  const noJson = Buffer.from("{not json").toString("base64url");
  expect(kind.verify(signed(HEADER, noJson))).toEqual({ ok: false, reason: "malformed" });
});

test("no text at all makes it throw", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      expect(kind.verify(text).ok).toBe(false);
      expect(kind.verify(`${segment(HEADER)}.${text}.${text}`).ok).toBe(false);
    }),
  );
});

test("every key of the ring verifies and the first signs", () => {
  const [fresh, old] = [
    "the-newest-secret-0123456789-abcdefgh",
    "the-oldest-secret-0123456789-abcdefgh",
  ];
  const before = tokenKind(keyRing(old ?? ""), "p", "t");
  const during = tokenKind(keyRing([fresh ?? "", old ?? ""]), "p", "t");
  const after = tokenKind(keyRing(fresh ?? ""), "p", "t");
  expect(during.verify(before.sign(claims)).ok).toBe(true);
  expect(after.verify(during.sign(claims)).ok).toBe(true);
  expect(after.verify(before.sign(claims))).toEqual({ ok: false, reason: "unknown-key" });
});

test("a token beyond the cap is refused unread, however well it is signed", () => {
  const filler = "x".repeat(12_000);
  expect(kind.verify(kind.sign({ filler })).ok).toBe(true);
  expect(kind.verify(kind.sign({ filler, more: "x".repeat(1_000) }))).toEqual({
    ok: false,
    reason: "malformed",
  });
});
