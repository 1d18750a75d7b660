import fc from "fast-check";
import { expect, test } from "vitest";
import { cookieNaming } from "./cookie-names.ts";
import { isUntoldHttps, siteOf, siteSeen } from "./site.ts";

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

test.each([
  ["LOCALHOST:3000", "localhost"],
  ["localhost.", "localhost"],
  ["App.Localhost.:3000", "localhost"],
  ["127.0.0.1.", "localhost"],
  ["[0:0:0:0:0:0:0:1]", "localhost"],
  ["[::1]", "localhost"],
  ["[::2]", "insecure"],
  ["[1::1]", "insecure"],
  ["localhost..", "insecure"],
  [".localhost", "insecure"],
  ["", "insecure"],
])("the host %j is %s", (host, site) => {
  expect(siteOf({ host })).toBe(site);
});

test("Forwarded makes the answer stricter and never laxer", () => {
  expect(siteOf({ host: "localhost", forwarded: "proto=https" })).toBe("https");
  expect(siteOf({ host: "app.example", forwarded: "proto=http;host=localhost" })).toBe("insecure");
  const both = { "x-forwarded-proto": "https", forwarded: "proto=http" };
  expect(siteOf({ host: "app.example", ...both })).toBe("https");
});

test("no header makes a site laxer than its URL and its host", () => {
  const strict = { https: 2, insecure: 1, localhost: 0 };
  const proto = fc.string({ unit: fc.constantFrom(...'htps, HTX=;"'), maxLength: 12 });
  const host = fc.constantFrom("localhost:3000", "app.example", "[::1]", "192.168.1.2");
  fc.assert(
    fc.property(host, proto, proto, (called, told, forwarded) => {
      const more = { "x-forwarded-proto": told, forwarded, "x-forwarded-host": "localhost" };
      const with_ = siteOf({ host: called, ...more });
      expect(strict[with_]).toBeGreaterThanOrEqual(strict[siteOf({ host: called })]);
    }),
  );
});

test("an error says what the headers showed of the site", () => {
  expect(siteSeen({ host: "192.168.1.2:3000", "x-forwarded-proto": "httpsx" })).toBe(
    'Host is "192.168.1.2:3000", X-Forwarded-Proto is "httpsx", Forwarded is missing, Origin is missing',
  );
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
