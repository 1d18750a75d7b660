import { expect, test } from "vitest";
import { partsOf } from "./cookie-parts";

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = `${encode({ alg: "HS256" })}.${encode({ sub: "ada" })}.c2lnbmF0dXJl`;
const header = encode({ alg: "dir", enc: "A256GCM" });
const ciphertext = Array.from({ length: 50 }, (_, at) => String(at).padStart(4, "0")).join("");
const sealed = `${header}..bm9uY2U.${ciphertext}.dGFndGFn`;

test("a JWT is split into its parts without the signature", () => {
  const parts = partsOf("jwt", [{ name: "signet-jwt", value: jwt }]);
  expect(parts).toMatchObject({
    kind: "jwt",
    size: `signet-jwt${jwt}`.length,
    headerClaims: { alg: "HS256" },
    claims: { sub: "ada" },
  });
  expect(JSON.stringify(parts)).not.toContain("c2lnbmF0dXJl");
});

test("a sealed cookie has its header and the start of the ciphertext, but neither the rest nor the tag", () => {
  const parts = partsOf("sealed", [{ name: "signet-sealed", value: sealed }]);
  expect(parts).toMatchObject({
    kind: "sealed",
    size: `signet-sealed${sealed}`.length,
    headerClaims: { alg: "dir", enc: "A256GCM" },
    nonce: "bm9uY2U",
    opening: ciphertext.slice(0, 60),
    length: 200,
  });
  expect(JSON.stringify(parts)).not.toContain(ciphertext.slice(60, 70));
  expect(JSON.stringify(parts)).not.toContain("dGFndGFn");
});

test("at most half of a short ciphertext is shown", () => {
  const value = `${header}..bm9uY2U.0123456789.dGFndGFn`;
  const parts = partsOf("sealed", [{ name: "signet-sealed", value }]);
  expect(parts).toMatchObject({ opening: "01234", length: 10 });
});

test("a sealed session in several cookies is one credential with the size of each cookie", () => {
  const pairs = [
    { name: "signet-sealed.0", value: `3.${sealed.slice(0, 100)}` },
    { name: "signet-sealed.1", value: sealed.slice(100, 200) },
    { name: "signet-sealed.2", value: sealed.slice(200) },
  ];
  const sizes = pairs.map(({ name, value }) => ({ name, size: `${name}${value}`.length }));
  const size = sizes.reduce((sum, one) => sum + one.size, 0);
  expect(partsOf("sealed", pairs)).toMatchObject({ kind: "sealed", cookies: sizes, size });
  expect(partsOf("sealed", pairs)).toMatchObject({ length: 200 });

  const stale = { name: "signet-sealed.3", value: "of.a.longer.session.before" };
  expect(partsOf("sealed", [...pairs, stale])).toMatchObject({ kind: "sealed", length: 200 });
  expect(partsOf("sealed", pairs.slice(0, 2)).kind).toBe("unreadable");
  expect(partsOf("sealed", pairs.slice(1)).kind).toBe("unreadable");
});

test("an opaque cookie has its id without its secret", () => {
  const pairs = [{ name: "signet-database", value: "some-id.some-secret" }];
  expect(partsOf("database", pairs)).toMatchObject({ kind: "opaque", id: "some-id" });
  expect(JSON.stringify(partsOf("database", pairs))).not.toContain("some-secret");
});

test.each([
  ["jwt", ""],
  ["jwt", "a.b.c"],
  ["jwt", `${jwt}.more`],
  ["jwt", `${encode([])}.${encode({})}.x`],
  ["jwt", `${encode({})}.${encode({})}.`],
  ["sealed", ""],
  ["sealed", jwt],
  ["sealed", `${header}.key.nonce.ciphertext.tag`],
  ["sealed", `${header}..nonce.ciphertext.`],
  ["sealed", `${sealed}.more`],
  ["sealed", `1.${sealed}`],
  ["database", ""],
  ["database", "id"],
  ["database", "id."],
  ["database", "a.b.c"],
] as const)("no part of an invalid %s cookie is shown: %j", (strategy, value) => {
  const size = "name".length + value.length;
  expect(partsOf(strategy, [{ name: "name", value }])).toEqual({
    cookies: [{ name: "name", size }],
    size,
    kind: "unreadable",
  });
});
