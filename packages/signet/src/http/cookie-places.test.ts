import fc from "fast-check";
import { expect, test } from "vitest";
import { cookiePlaces } from "./cookie-places.ts";
import { expireCookie, setCookie } from "./cookies.ts";
import { findCredential } from "./credential.ts";
import { forgetSession, keepSession } from "./session-cookies.ts";

const NOW = 1_000_000;
const CONTENT = { value: "v", expiresAt: NOW + 60_000 };
const DOMAIN = cookiePlaces("signet", { domain: "example.com" })("https");
const FRAME = cookiePlaces("signet", { sameSite: "none", partitioned: true })("https");
const BACK = cookiePlaces("signet", { accept: { domain: "example.com" } })("https");

const one = { kind: "one", via: "cookie", tombstones: [] } as const;
const found = (places: typeof DOMAIN, cookie: string) => findCredential({ cookie }, places);

test.each([
  [
    { domain: "example.com" },
    "__Secure-signet=v; Max-Age=60; Domain=example.com; Path=/; HttpOnly; Secure; SameSite=Lax",
  ],
  [
    { sameSite: "strict" },
    "__Host-signet=v; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Strict",
  ],
  [
    { sameSite: "none", partitioned: true },
    "__Host-signet-partitioned=v; Max-Age=60; Path=/; HttpOnly; Secure; Partitioned; SameSite=None",
  ],
  [
    { sameSite: "none", partitioned: false },
    "__Host-signet=v; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=None",
  ],
] as const)("on https the setting %j makes the cookie %s", (setting, text) => {
  const { names, attributes } = cookiePlaces("signet", setting)("https").current;
  expect(setCookie(names.session, CONTENT, attributes, NOW)).toBe(text);
  expect(expireCookie(names.session, attributes)).toBe(
    text.replace("=v; Max-Age=60", "=; Max-Age=0"),
  );
  expect(cookiePlaces("signet", setting)("insecure").current).toEqual({ names, attributes });
});

test.each([
  [{ domain: "example.com" }, "Lax"],
  [{ sameSite: "strict" }, "Strict"],
  [{ sameSite: "none", partitioned: true }, "Lax"],
  [{ accept: { domain: "example.com" } }, "Lax"],
] as const)(
  "on http://localhost the setting %j makes a plain cookie of the host with SameSite=%s",
  (setting, sameSite) => {
    const { current, former } = cookiePlaces("signet", setting)("localhost");
    expect(former).toBeNull();
    expect(setCookie(current.names.session, CONTENT, current.attributes, NOW)).toBe(
      `signet=v; Max-Age=60; Path=/; HttpOnly; SameSite=${sameSite}`,
    );
  },
);

test("a cookie in the former place counts while the current place has none", () => {
  expect(found(DOMAIN, "__Host-signet=h")).toEqual({ ...one, credential: "h", misplaced: true });
  expect(found(DOMAIN, "__Secure-signet=d")).toEqual({ ...one, credential: "d" });
  expect(found(FRAME, "__Host-signet=h")).toEqual({ ...one, credential: "h", misplaced: true });
  expect(found(BACK, "__Secure-signet=d")).toEqual({ ...one, credential: "d", misplaced: true });
});

test("a cookie in the current place outranks one in the former place, in both orders of the header", () => {
  const pairs = ["__Secure-signet=d", "__Host-signet=h"];
  const outranking = { ...one, credential: "d", outranked: "h", misplaced: true };
  expect(found(DOMAIN, pairs.join("; "))).toEqual(outranking);
  expect(found(DOMAIN, pairs.toReversed().join("; "))).toEqual(outranking);
  // A subdomain can plant the cookie of the domain, and then a renewal cannot delete it.
  expect(found(BACK, pairs.join("; "))).toEqual({ ...one, credential: "h", outranked: "d" });
  expect(found(DOMAIN, "__Secure-signet=d; __Host-signet=d")).toEqual({
    ...one,
    credential: "d",
    misplaced: true,
  });
});

test("two different cookies of a domain are a conflict in both orders, whatever the former place holds", () => {
  const pairs = ["__Secure-signet=a", "__Secure-signet=b"];
  for (const cookie of [pairs, pairs.toReversed(), [...pairs, "__Host-signet=h"]]) {
    expect(found(DOMAIN, cookie.join("; "))).toEqual({ kind: "conflict" });
  }
  expect(found(BACK, pairs.join("; "))).toEqual({ kind: "conflict" });
  expect(found(BACK, `${pairs.join("; ")}; __Host-signet=h`)).toEqual({ ...one, credential: "h" });
});

test.each(["__secure-signet=x", "__SECURE-signet=x", "=__Secure-signet=x", "signet=x"])(
  "with a domain the cookie %j is ignored, because its name lacks the exact prefix __Secure-",
  (cookie) => {
    expect(found(DOMAIN, cookie)).toEqual({ kind: "none" });
  },
);

test("without a domain the cookie __Secure-signet is ignored, because another host can plant it", () => {
  const places = cookiePlaces("signet")("https");
  expect(found(places, "__Secure-signet=x")).toEqual({ kind: "none" });
  expect(found(places, "__Host-signet-partitioned=x")).toEqual({ kind: "none" });
});

test("tombstones of both places count", () => {
  const cookie = "__Secure-signet=d; __Secure-signet-ended=t; __Host-signet-ended=u";
  expect(found(DOMAIN, cookie)).toMatchObject({ tombstones: ["t", "u"] });
});

test("a bearer token that equals the outranked cookie is a second credential", () => {
  const cookie = "__Secure-signet=d; __Host-signet=h";
  expect(findCredential({ cookie, authorization: "Bearer h" }, DOMAIN)).toMatchObject({
    credential: "d",
    beside: "h",
  });
});

test("setting or deleting a session expires the former place with its own attributes, also unseen", () => {
  const context = { request: {}, places: DOMAIN, chunked: false };
  const host = "__Host-signet=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax";
  expect(keepSession(context, CONTENT, NOW)).toEqual([
    "__Secure-signet=v; Max-Age=60; Domain=example.com; Path=/; HttpOnly; Secure; SameSite=Lax",
    host,
  ]);
  expect(forgetSession(context)).toEqual([
    "__Secure-signet=; Max-Age=0; Domain=example.com; Path=/; HttpOnly; Secure; SameSite=Lax",
    host,
  ]);
  expect(forgetSession({ ...context, places: BACK })).toEqual([
    host,
    "__Secure-signet=; Max-Age=0; Domain=example.com; Path=/; HttpOnly; Secure; SameSite=Lax",
  ]);
  expect(
    forgetSession({
      ...context,
      places: cookiePlaces("signet", { accept: { partitioned: true } })("https"),
    }),
  ).toEqual([
    host,
    "__Host-signet-partitioned=; Max-Age=0; Path=/; HttpOnly; Secure; Partitioned; SameSite=None",
  ]);
});

test("setting a session expires every chunk that the former place holds", () => {
  const request = { cookie: [0, 1, 2, 3].map((at) => `__Host-signet.${at}=x`).join("; ") };
  const texts = keepSession({ request, places: DOMAIN, chunked: true }, CONTENT, NOW);
  const expired = texts
    .filter((text) => text.includes("Max-Age=0"))
    .map((text) => text.split("=")[0]);
  expect(expired).toEqual([
    "__Secure-signet.0",
    "__Host-signet",
    ...[0, 1, 2, 3].map((at) => `__Host-signet.${at}`),
  ]);
});

test("no Cookie header makes the places throw", () => {
  const name = fc.constantFrom(
    ...["__Secure-signet", "__Host-signet", "__Host-signet.0", "__Secure-signet-ended", "x"],
  );
  const pair = fc.tuple(name, fc.string({ unit: "binary", maxLength: 9 }));
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 6 }), (pairs) => {
      const cookie = pairs.map(([key, value]) => `${key}=${value}`).join("; ");
      for (const places of [DOMAIN, FRAME, BACK]) {
        expect(found(places, cookie).kind).toMatch(/^(none|one|conflict)$/);
        expect(() =>
          keepSession({ request: { cookie }, places, chunked: true }, CONTENT, NOW),
        ).not.toThrow();
      }
    }),
  );
});
