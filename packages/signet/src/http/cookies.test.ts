import { expect, test } from "vitest";
import { cookiePlaces } from "./cookie-places.ts";
import { expireCookie, setCookie } from "./cookies.ts";

const NOW = 1_000_000;
const placing = cookiePlaces("signet");
const HTTPS = placing("https").current;
const LOCAL = placing("localhost").current;

test("a cookie over https has Secure, HttpOnly, SameSite=Lax and the path /", () => {
  expect(
    setCookie("__Host-signet", { value: "v", expiresAt: NOW + 61_500 }, HTTPS.attributes, NOW),
  ).toBe("__Host-signet=v; Max-Age=62; Path=/; HttpOnly; Secure; SameSite=Lax");
});

test("a cookie on localhost has HttpOnly, SameSite=Lax and the path /, without Secure", () => {
  expect(setCookie("signet", { value: "v", expiresAt: NOW + 1_000 }, LOCAL.attributes, NOW)).toBe(
    "signet=v; Max-Age=1; Path=/; HttpOnly; SameSite=Lax",
  );
});

test("a cookie that ends with the browser has neither Max-Age nor Expires", () => {
  expect(setCookie("__Host-signet", { value: "v", expiresAt: null }, HTTPS.attributes, NOW)).toBe(
    "__Host-signet=v; Path=/; HttpOnly; Secure; SameSite=Lax",
  );
});

test("Max-Age is at most the 400 days that browsers allow, and at least 0", () => {
  const year = 365 * 86_400_000;
  const text = setCookie(
    "signet",
    { value: "v", expiresAt: NOW + 3 * year },
    HTTPS.attributes,
    NOW,
  );
  expect(text).toContain(`Max-Age=${400 * 86_400};`);
  expect(setCookie("signet", { value: "v", expiresAt: 0 }, HTTPS.attributes, NOW)).toContain(
    "Max-Age=0;",
  );
});

test("a cookie over the size limit of browsers is refused, and the error names its size and database()", () => {
  const name = "signet";
  const fits = "v".repeat(4_096 - name.length);
  expect(setCookie(name, { value: fits, expiresAt: NOW }, HTTPS.attributes, NOW)).toContain(fits);
  const make = () => setCookie(name, { value: `${fits}v`, expiresAt: NOW }, HTTPS.attributes, NOW);
  expect(make).toThrow(/4097 bytes, but.*4096 bytes.*database\(\{ store \}\)/);
  expect(make).toThrow(expect.objectContaining({ code: "cookie-too-large" }));
});

test("an expiring cookie has the path and flags by which browsers find the cookie", () => {
  expect(expireCookie(HTTPS.names.session, HTTPS.attributes)).toBe(
    "__Host-signet=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax",
  );
  expect(expireCookie(LOCAL.names.session, LOCAL.attributes)).toBe(
    "signet=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
  );
});
