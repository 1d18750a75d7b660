import fc from "fast-check";
import { expect, test } from "vitest";
import { isHttps, parseOrigin, requestHost } from "./request-url.ts";

test.each([
  ["https://app.example", "https app.example "],
  ["HTTPS://APP.Example:443", "https app.example "],
  ["http://app.example:80", "http app.example "],
  ["http://app.example:443", "http app.example 443"],
  ["https://app.example.", "https app.example "],
  ["https://app.example.:8443", "https app.example 8443"],
  ["http://[::1]:3000", "http [::1] 3000"],
  ["http://[0:0:0:0:0:0:0:1]:3000", "http [::1] 3000"],
  ["https://[2001:DB8::1]", "https [2001:db8::1] "],
  ["http://192.168.1.2", "http 192.168.1.2 "],
])("the origin %j is parsed as %j", (text, parts) => {
  const { scheme, hostname, port } = parseOrigin(text) ?? {};
  expect(`${scheme} ${hostname} ${port}`).toBe(parts);
});

test.each([
  "null",
  "",
  "app.example",
  "https://",
  "https://.",
  "ftp://app.example",
  "httpsx://app.example",
  "https://app.example/",
  "https://app.example/path",
  "https://user@app.example",
  "https://app.example?x",
  "https://app.example, https://app.example",
  "https://app.example https://evil.example",
  "https://app.example:99999",
  "https://[::1",
  "https:app.example",
  "https://app%2eexample",
])("parseOrigin returns null for %j", (text) => {
  expect(parseOrigin(text)).toBeNull();
});

test("a parsed origin has the parts that a browser gives it", () => {
  fc.assert(
    fc.property(fc.webUrl({ validSchemes: ["http", "https"] }), (text) => {
      const url = new URL(text);
      const { scheme, hostname, port } = parseOrigin(url.origin) ?? {};
      expect(`${scheme}://${hostname}${port === "" ? "" : `:${port}`}`).toBe(url.origin);
    }),
  );
});

test.each([
  [{ "x-forwarded-proto": "https" }, true],
  [{ "x-forwarded-proto": "HTTPS" }, true],
  [{ "x-forwarded-proto": " https , http" }, true],
  [{ "x-forwarded-proto": "http, https" }, false],
  [{ "x-forwarded-proto": ["https", "http"] }, true],
  [{ "x-forwarded-proto": ["http", "https"] }, false],
  [{ "x-forwarded-proto": "httpsx" }, false],
  [{ "x-forwarded-proto": "http" }, false],
  [{ "x-forwarded-proto": [] }, false],
  [{ forwarded: "proto=https;host=app.example" }, true],
  [{ forwarded: "for=192.0.2.1;Proto=HTTPS, proto=http" }, true],
  [{ forwarded: 'proto="https"' }, true],
  [{ forwarded: "proto=http" }, false],
  [{ forwarded: "proto=http, proto=https" }, false],
  [{ forwarded: "proto=httpsx" }, false],
  [{ "x-forwarded-proto": "http", forwarded: "proto=https" }, true],
  [{}, false],
])("isHttps of a request with the headers %j is %j", (headers, https) => {
  expect(isHttps(headers)).toBe(https);
  const list = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  expect(isHttps(new Headers(Object.fromEntries(list)))).toBe(https);
});

test.each([
  [{ host: "a", "x-forwarded-host": "b" }, "a", "b"],
  [{ host: "a", "x-forwarded-host": " b , c" }, "a", "b"],
  [{ host: "a", "x-forwarded-host": ["b", "c"] }, "a", "b"],
  [{ host: "a", "x-forwarded-host": "" }, "a", "a"],
  [{ host: "a", forwarded: "host=f;proto=https" }, "a", "f"],
  [{ host: "a", forwarded: 'host="f:8443", host=g' }, "a", "f:8443"],
  [{ host: "a", "x-forwarded-host": "b", forwarded: "host=f" }, "a", "b"],
  [{ host: "a", forwarded: "host" }, "a", "a"],
  [{}, null, null],
])("the host of a request with %j is %j, and %j with trustProxy", (headers, untrusted, trusted) => {
  expect(requestHost(headers, false)).toBe(untrusted);
  expect(requestHost(headers, true)).toBe(trusted);
});
