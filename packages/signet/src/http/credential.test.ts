import fc from "fast-check";
import { expect, test } from "vitest";
import { cookiePlaces } from "./cookie-places.ts";
import { findCredential } from "./credential.ts";

const places = cookiePlaces("signet")("localhost");
const find = (headers: Record<string, string | string[]>) => findCredential(headers, places);
const one = (credential: string, via: "cookie" | "bearer") => ({
  kind: "one",
  via,
  credential,
  tombstones: [],
});

test.each([
  ["signet=abc", "abc"],
  ["theme=dark; signet=abc", "abc"],
  ["signet=abc; theme=dark", "abc"],
  ["signet=abc;signet-other=x", "abc"],
  ["xsignet=no; signet=abc", "abc"],
  ["signet=a%20b", "a%20b"],
  ["signet=abc; signet=abc", "abc"],
  ["signet=conflict", "conflict"],
])("the Cookie header %j contains the credential %j", (cookie, credential) => {
  expect(find({ cookie })).toEqual(one(credential, "cookie"));
});

test.each([
  "",
  "signet=",
  "theme=dark",
  "signet-other=abc",
  "xsignet=abc",
  "Signet=abc",
  "__Host-signet=abc",
  "signet",
  "theme=signet",
  ";;;",
])("the Cookie header %j contains no credential", (cookie) => {
  expect(find({ cookie })).toEqual({ kind: "none" });
});

test.each(["__host-signet=abc", "__HOST-signet=abc", "signet=abc", "__Secure-signet=abc"])(
  "on https the cookie %j is ignored, because its name lacks the exact prefix __Host-",
  (cookie) => {
    expect(findCredential({ cookie }, cookiePlaces("signet")("https"))).toEqual({ kind: "none" });
  },
);

test("a cookie is ignored if its name has white space that browsers count as part of the name", () => {
  for (const space of ["\u00a0", "\u2000", "\u3000", "\ufeff", "\u0085", "\v", "\f", "\n"]) {
    for (const cookie of [
      `${space}signet=abc`,
      `a=1; ${space}signet=abc`,
      `a=1;${space} signet=abc`,
    ]) {
      expect(find({ cookie })).toEqual({ kind: "none" });
    }
  }
  expect(find({ cookie: "a=1;\t signet=abc" })).toEqual(one("abc", "cookie"));
});

test("two session cookies with different values are a conflict in either order", () => {
  for (const cookie of ["signet=a; signet=b", "signet=b; x=1; signet=a", "signet=a;signet="]) {
    expect(find({ cookie })).toEqual({ kind: "conflict" });
  }
});

test.each([
  ["Bearer abc", "abc"],
  ["bearer abc", "abc"],
  ["BEARER   abc", "abc"],
  ["Bearer", ""],
  ["Bearer ", ""],
  ["Bearer %", "%"],
  ["Bearer a b", "a b"],
  ["Bearer abc ", "abc "],
])("the Authorization header %j contains the credential %j", (authorization, credential) => {
  expect(find({ authorization })).toEqual(one(credential, "bearer"));
});

test.each(["Basic YTpi", "Bearerabc", "Digest x", ""])(
  "the Authorization header %j contains no credential",
  (authorization) => {
    expect(find({ authorization })).toEqual({ kind: "none" });
  },
);

test("a bearer token beside the cookie is reported separately, unless both are equal", () => {
  expect(find({ cookie: "signet=abc", authorization: "Bearer abc" })).toEqual(one("abc", "cookie"));
  expect(find({ cookie: "signet=abc", authorization: "Basic YTpi" })).toEqual(one("abc", "cookie"));
  expect(find({ cookie: "signet=abc", authorization: "Bearer x" })).toEqual({
    ...one("abc", "cookie"),
    beside: "x",
  });
});

test("two different bearer tokens are a conflict, and a repeated one is not", () => {
  expect(find({ authorization: "Bearer a, Bearer b" })).toEqual({ kind: "conflict" });
  expect(find({ authorization: ["Bearer a", "Bearer b"] })).toEqual({ kind: "conflict" });
  expect(find({ cookie: "signet=a", authorization: ["Bearer a", "bearer  b"] })).toEqual({
    kind: "conflict",
  });
  expect(find({ authorization: ["Bearer a", "Bearer a"] })).toEqual(one("a", "bearer"));
  expect(find({ authorization: ["Basic x", "Bearer a"] })).toEqual(one("a", "bearer"));
  expect(find({ authorization: "Bearer a,b" })).toEqual(one("a,b", "bearer"));
});

test("repeated Cookie headers of a plain object are read as one header", () => {
  expect(find({ cookie: ["theme=dark", "signet=abc"] })).toEqual(one("abc", "cookie"));
  expect(find({ cookie: ["signet=a", "signet=b"] })).toEqual({ kind: "conflict" });
});

test("tombstones are read beside a cookie, not beside a bearer token", () => {
  expect(find({ cookie: "signet-ended=t; signet=abc" })).toMatchObject({ tombstones: ["t"] });
  expect(find({ cookie: "signet-ended=t", authorization: "Bearer abc" })).toMatchObject({
    tombstones: [],
  });
});

test("at most four tombstones of a request are read", () => {
  const cookie = "signet-ended=1; signet=abc; signet-ended=2";
  expect(find({ cookie })).toMatchObject({ tombstones: ["1", "2"] });
  const many = Array.from({ length: 50 }, (_, at) => `signet-ended=${at}`).join("; ");
  expect(find({ cookie: `signet=abc; ${many}` })).toMatchObject({
    tombstones: ["0", "1", "2", "3"],
  });
});

test("no header text makes findCredential throw", () => {
  const text = fc.string({ unit: "binary", maxLength: 200 });
  fc.assert(
    fc.property(text, text, (cookie, authorization) => {
      expect(find({ cookie, authorization }).kind).toMatch(/^(none|one|conflict)$/);
      expect(find({ cookie: `signet=${cookie}` }).kind).toMatch(/^(none|one|conflict)$/);
    }),
  );
});
