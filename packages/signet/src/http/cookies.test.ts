import { expect, test } from "vitest";
import { cookieNaming } from "./cookie-names.ts";
import { expireCookie, setCookie } from "./cookies.ts";

const NOW = 1_000_000;

test("a cookie of an https site is Secure, HttpOnly, Lax and of the whole site", () => {
  expect(setCookie("__Host-signet", { value: "v", expiresAt: NOW + 61_500 }, "https", NOW)).toBe(
    "__Host-signet=v; Max-Age=62; Path=/; HttpOnly; Secure; SameSite=Lax",
  );
});

test("a cookie of localhost is the same without Secure", () => {
  expect(setCookie("signet", { value: "v", expiresAt: NOW + 1_000 }, "localhost", NOW)).toBe(
    "signet=v; Max-Age=1; Path=/; HttpOnly; SameSite=Lax",
  );
});

test("no cookie is kept longer than the 400 days browsers allow, or less than now", () => {
  const year = 365 * 86_400_000;
  const text = setCookie("signet", { value: "v", expiresAt: NOW + 3 * year }, "https", NOW);
  expect(text).toContain(`Max-Age=${400 * 86_400};`);
  expect(setCookie("signet", { value: "v", expiresAt: 0 }, "https", NOW)).toContain("Max-Age=0;");
});

test("a cookie that browsers would drop in silence is refused with its size and the way out", () => {
  const name = "signet";
  const fits = "v".repeat(4_096 - name.length);
  expect(setCookie(name, { value: fits, expiresAt: NOW }, "https", NOW)).toContain(fits);
  const make = () => setCookie(name, { value: `${fits}v`, expiresAt: NOW }, "https", NOW);
  expect(make).toThrow(/4097 bytes.*database\(\{ store \}\)/);
  expect(make).toThrow(expect.objectContaining({ code: "cookie-too-large" }));
});

test("forgetting repeats path and flags, which browsers need to find the cookie", () => {
  const naming = cookieNaming("signet");
  expect(expireCookie(naming("https").session, "https")).toBe(
    "__Host-signet=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax",
  );
  expect(expireCookie(naming("localhost").session, "localhost")).toBe(
    "signet=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
  );
});
