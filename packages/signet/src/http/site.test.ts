import { expect, test } from "vitest";
import { cookieNaming } from "./cookie-names.ts";
import { isUntoldHttps, siteOf } from "./site.ts";

test.each([
  ["http://localhost:3000/x", "localhost"],
  ["http://127.0.0.1/x", "localhost"],
  ["http://[::1]:8080/x", "localhost"],
  ["http://app.localhost:3000/x", "localhost"],
  ["https://localhost:3000/x", "https"],
  ["https://example.com/x", "https"],
  ["http://example.com/x", "insecure"],
  ["http://192.168.1.2:3000/x", "insecure"],
  ["http://localhost.example.com/x", "insecure"],
  ["http://notlocalhost/x", "insecure"],
])("%s is %s", (url, site) => {
  expect(siteOf(new Request(url))).toBe(site);
  const { protocol, host } = new URL(url);
  expect(siteOf({ host, "x-forwarded-proto": protocol.slice(0, -1) })).toBe(site);
});

test("x-forwarded-proto makes the answer stricter and never laxer", () => {
  const over = (url: string, proto: string) =>
    siteOf(new Request(url, { headers: { "x-forwarded-proto": proto } }));
  expect(over("http://example.com", "https")).toBe("https");
  expect(over("http://example.com", "https, http")).toBe("https");
  expect(over("https://example.com", "http")).toBe("https");
  expect(over("http://example.com", "http")).toBe("insecure");
});

test("an https page behind a proxy that says nothing of it is told by its origin", () => {
  const host = "localhost:3000";
  expect(isUntoldHttps({ host, origin: "https://example.com" })).toBe(true);
  expect(isUntoldHttps({ host, origin: "https://localhost:3000" })).toBe(false);
  expect(isUntoldHttps({ host, origin: "http://localhost:3000" })).toBe(false);
  expect(isUntoldHttps({ host })).toBe(false);
  expect(isUntoldHttps({ host, origin: "https://example.com", "x-forwarded-proto": "https" })).toBe(
    false,
  );
});

test("without a host the request counts as https", () => {
  expect(siteOf({ cookie: "a=b" })).toBe("https");
  expect(siteOf(new Headers())).toBe("https");
});

test("a host that only looks local is not", () => {
  for (const host of [
    "localhost@evil.example",
    "localhost:3000.evil.example",
    "127.0.0.1.evil",
    "x localhost",
  ]) {
    expect(siteOf({ host })).toBe("insecure");
  }
});

test("on https the names carry the __Host- prefix", () => {
  const naming = cookieNaming("signet");
  expect(naming("https")).toEqual({
    session: "__Host-signet",
    chunks: [0, 1, 2, 3].map((at) => `__Host-signet.${at}`),
    tombstone: "__Host-signet-ended",
  });
  expect(naming("insecure")).toEqual(naming("https"));
  expect(naming("localhost")).toEqual({
    session: "signet",
    chunks: [0, 1, 2, 3].map((at) => `signet.${at}`),
    tombstone: "signet-ended",
  });
});
