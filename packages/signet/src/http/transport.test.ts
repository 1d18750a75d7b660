import fc from "fast-check";
import { expect, test } from "vitest";
import { cookiePlaces } from "./cookie-places.ts";
import { describeTransport, isHiddenHttps, type Transport, transportOf } from "./transport.ts";

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
])("a request to %s has the transport %s", (url, site) => {
  expect(transportOf(new Request(url))).toBe(site);
  const { protocol, host } = new URL(url);
  expect(transportOf({ host, "x-forwarded-proto": protocol.slice(0, -1) })).toBe(site);
});

test("x-forwarded-proto can make the transport stricter but not laxer", () => {
  const over = (url: string, proto: string) =>
    transportOf(new Request(url, { headers: { "x-forwarded-proto": proto } }));
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
])("a request with the host %j has the transport %s", (host, site) => {
  expect(transportOf({ host })).toBe(site);
});

test("Forwarded can make the transport stricter but not laxer", () => {
  expect(transportOf({ host: "localhost", forwarded: "proto=https" })).toBe("https");
  expect(transportOf({ host: "app.example", forwarded: "proto=http;host=localhost" })).toBe(
    "insecure",
  );
  const both = { "x-forwarded-proto": "https", forwarded: "proto=http" };
  expect(transportOf({ host: "app.example", ...both })).toBe("https");
});

test("no forwarding header makes the transport laxer than the host does", () => {
  const strict = { https: 2, insecure: 1, localhost: 0 };
  const proto = fc.string({ unit: fc.constantFrom(...'htps, HTX=;"'), maxLength: 12 });
  const host = fc.constantFrom("localhost:3000", "app.example", "[::1]", "192.168.1.2");
  fc.assert(
    fc.property(host, proto, proto, (called, proto, forwarded) => {
      const more = { "x-forwarded-proto": proto, forwarded, "x-forwarded-host": "localhost" };
      const forwardedTransport = transportOf({ host: called, ...more });
      expect(strict[forwardedTransport]).toBeGreaterThanOrEqual(
        strict[transportOf({ host: called })],
      );
    }),
  );
});

test("the description of a transport lists the deciding headers with their values", () => {
  expect(describeTransport({ host: "192.168.1.2:3000", "x-forwarded-proto": "httpsx" })).toBe(
    'Host is "192.168.1.2:3000", X-Forwarded-Proto is "httpsx", Forwarded is missing, Origin is missing',
  );
});

test("https behind a proxy without forwarding headers is detected by Origin", () => {
  const host = "localhost:3000";
  expect(isHiddenHttps({ host, origin: "https://example.com" })).toBe(true);
  expect(isHiddenHttps({ host, origin: "https://localhost:3000" })).toBe(false);
  expect(isHiddenHttps({ host, origin: "http://localhost:3000" })).toBe(false);
  expect(isHiddenHttps({ host })).toBe(false);
  expect(isHiddenHttps({ host, origin: "https://example.com", "x-forwarded-proto": "https" })).toBe(
    false,
  );
});

test("a request without a host counts as https", () => {
  expect(transportOf({ cookie: "a=b" })).toBe("https");
  expect(transportOf(new Headers())).toBe("https");
});

test("a host that only resembles localhost counts as insecure", () => {
  for (const host of [
    "localhost@evil.example",
    "localhost:3000.evil.example",
    "127.0.0.1.evil",
    "x localhost",
  ]) {
    expect(transportOf({ host })).toBe("insecure");
  }
});

test("on https the cookie names have the __Host- prefix", () => {
  const placing = cookiePlaces("signet");
  const naming = (transport: Transport) => placing(transport).current.names;
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
