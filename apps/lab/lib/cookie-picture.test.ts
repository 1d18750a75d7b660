import { expect, test } from "vitest";
import { pictureOf } from "./cookie-picture";

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = `${encode({ alg: "HS256" })}.${encode({ sub: "ada" })}.c2lnbmF0dXJl`;

test("a JWT is taken apart, and its signature is left out", () => {
  const picture = pictureOf("jwt", "signet-jwt", jwt);
  expect(picture).toMatchObject({
    kind: "jwt",
    size: `signet-jwt=${jwt}`.length,
    headerClaims: { alg: "HS256" },
    claims: { sub: "ada" },
  });
  expect(JSON.stringify(picture)).not.toContain("c2lnbmF0dXJl");
});

test("an opaque cookie shows its id, and its secret is left out", () => {
  const picture = pictureOf("database", "signet-database", "some-id.some-secret");
  expect(picture).toMatchObject({ kind: "opaque", id: "some-id" });
  expect(JSON.stringify(picture)).not.toContain("some-secret");
});

test.each([
  ["jwt", ""],
  ["jwt", "a.b.c"],
  ["jwt", `${jwt}.more`],
  ["jwt", `${encode([])}.${encode({})}.x`],
  ["jwt", `${encode({})}.${encode({})}.`],
  ["database", ""],
  ["database", "id"],
  ["database", "id."],
  ["database", "a.b.c"],
] as const)("of anything else nothing is shown: %s %j", (strategy, value) => {
  expect(pictureOf(strategy, "name", value)).toEqual({
    name: "name",
    size: "name=".length + value.length,
    kind: "unreadable",
  });
});
