import { expect, test } from "vitest";
import { pictureOf } from "./cookie-picture";

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = `${encode({ alg: "HS256" })}.${encode({ sub: "ada" })}.c2lnbmF0dXJl`;
const header = encode({ alg: "dir", enc: "A256GCM" });
const ciphertext = Array.from({ length: 50 }, (_, at) => String(at).padStart(4, "0")).join("");
const sealed = `${header}..bm9uY2U.${ciphertext}.dGFndGFn`;

test("a JWT is taken apart, and its signature is left out", () => {
  const picture = pictureOf("jwt", [{ name: "signet-jwt", value: jwt }]);
  expect(picture).toMatchObject({
    kind: "jwt",
    size: `signet-jwt${jwt}`.length,
    headerClaims: { alg: "HS256" },
    claims: { sub: "ada" },
  });
  expect(JSON.stringify(picture)).not.toContain("c2lnbmF0dXJl");
});

test("a sealed cookie shows its header and how the ciphertext begins; the rest and the tag are left out", () => {
  const picture = pictureOf("sealed", [{ name: "signet-sealed", value: sealed }]);
  expect(picture).toMatchObject({
    kind: "sealed",
    size: `signet-sealed${sealed}`.length,
    headerClaims: { alg: "dir", enc: "A256GCM" },
    nonce: "bm9uY2U",
    opening: ciphertext.slice(0, 60),
    length: 200,
  });
  expect(JSON.stringify(picture)).not.toContain(ciphertext.slice(60, 70));
  expect(JSON.stringify(picture)).not.toContain("dGFndGFn");
});

test("of a short ciphertext half is shown at most", () => {
  const value = `${header}..bm9uY2U.0123456789.dGFndGFn`;
  const picture = pictureOf("sealed", [{ name: "signet-sealed", value }]);
  expect(picture).toMatchObject({ opening: "01234", length: 10 });
});

test("a sealed session in several cookies is shown as one, with the size of each", () => {
  const held = [
    { name: "signet-sealed.0", value: `3.${sealed.slice(0, 100)}` },
    { name: "signet-sealed.1", value: sealed.slice(100, 200) },
    { name: "signet-sealed.2", value: sealed.slice(200) },
  ];
  const sizes = held.map(({ name, value }) => ({ name, size: `${name}${value}`.length }));
  const size = sizes.reduce((sum, one) => sum + one.size, 0);
  expect(pictureOf("sealed", held)).toMatchObject({ kind: "sealed", cookies: sizes, size });
  expect(pictureOf("sealed", held)).toMatchObject({ length: 200 });

  const stale = { name: "signet-sealed.3", value: "of.a.longer.session.before" };
  expect(pictureOf("sealed", [...held, stale])).toMatchObject({ kind: "sealed", length: 200 });
  expect(pictureOf("sealed", held.slice(0, 2)).kind).toBe("unreadable");
  expect(pictureOf("sealed", held.slice(1)).kind).toBe("unreadable");
});

test("an opaque cookie shows its id, and its secret is left out", () => {
  const held = [{ name: "signet-database", value: "some-id.some-secret" }];
  expect(pictureOf("database", held)).toMatchObject({ kind: "opaque", id: "some-id" });
  expect(JSON.stringify(pictureOf("database", held))).not.toContain("some-secret");
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
] as const)("of anything else nothing is shown: %s %j", (strategy, value) => {
  const size = "name".length + value.length;
  expect(pictureOf(strategy, [{ name: "name", value }])).toEqual({
    cookies: [{ name: "name", size }],
    size,
    kind: "unreadable",
  });
});
