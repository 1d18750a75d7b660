import fc from "fast-check";
import { expect, test } from "vitest";
import { hostOutside, parseCookieDomain } from "./cookie-domain.ts";

const parse = (value: unknown) => parseCookieDomain(value, "cookie.domain");

test.each([
  ["example.com", "example.com"],
  ["Example.COM", "example.com"],
  [".example.com", "example.com"],
  ["app.example.co.uk", "app.example.co.uk"],
  ["bücher.example", "xn--bcher-kva.example"],
  ["my-team.vercel.app", "my-team.vercel.app"],
  ["app.localhost", "app.localhost"],
])("the domain %j is the domain %j for browsers", (value, domain) => {
  expect(parse(value)).toBe(domain);
});

const FORM = /Give a domain name without scheme, port and path, such as "example\.com"/;

test.each([
  [undefined, FORM],
  [5, FORM],
  ["", FORM],
  [".", FORM],
  ["..example.com", FORM],
  ["example.com.", FORM],
  ["a..example.com", FORM],
  ["https://example.com", FORM],
  ["example.com:443", FORM],
  ["example.com/", FORM],
  ["*.example.com", FORM],
  ["user@example.com", FORM],
  ["example.com; HttpOnly", FORM],
  ["example.com\r\nSet-Cookie: a=b", FORM],
  ["exa mple.com", FORM],
  ["example.com\0", FORM],
  ["my_app.example.com", FORM],
  ["-a.example.com", FORM],
  [`${"a".repeat(64)}.example.com`, FORM],
  ["example.1", FORM],
  ["[::1]", FORM],
  ["127.0.0.1", /An IP address has no subdomains/],
  ["127.1", /An IP address has no subdomains/],
  ["１２７.0.0.1", /An IP address has no subdomains/],
  ["localhost", /On http:\/\/localhost the option has no effect/],
  ["com", /a name without a dot/],
  ["intranet", /a name without a dot/],
  ["co.uk", /public suffix/],
  [".Vercel.App", /public suffix/],
])("the domain %j is refused", (value, sentence) => {
  expect(() => parse(value)).toThrow(sentence);
  expect(() => parse(value)).toThrow(expect.objectContaining({ code: "invalid-config" }));
});

test("an accepted domain has only characters that a Set-Cookie text allows in Domain", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.domain(),
    fc.stringMatching(/^[a-z.-]+$/),
  );
  fc.assert(
    fc.property(text, (value) => {
      let domain: string;
      try {
        domain = parse(value);
      } catch (error) {
        expect(error).toMatchObject({ code: "invalid-config" });
        return;
      }
      expect(domain).toMatch(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/);
      expect(parse(domain)).toBe(domain);
    }),
  );
});

test.each([
  "example.com",
  "EXAMPLE.com",
  "example.com:8443",
  "app.example.com",
  "a.b.example.com:3000",
])("the host %j is within example.com", (host) => {
  expect(hostOutside("example.com", { host }, false)).toBeNull();
});

test.each([
  "example.org",
  "notexample.com",
  "example.com.evil.example",
  "a.example.com.evil.example",
  "example.com.",
  "com",
  "localhost:3000",
  "10.0.0.1",
  "",
  "not a host",
])("the host %j is outside of example.com", (host) => {
  expect(hostOutside("example.com", { host }, false)).toBe(host);
});

test("a forwarded host counts only with trustProxy, and a request that names no host is not outside", () => {
  const request = { host: "10.0.0.1:3000", "x-forwarded-host": "app.example.com" };
  expect(hostOutside("example.com", request, false)).toBe("10.0.0.1:3000");
  expect(hostOutside("example.com", request, true)).toBeNull();
  const forged = { host: "app.example.com", "x-forwarded-host": "evil.example" };
  expect(hostOutside("example.com", forged, true)).toBe("evil.example");
  expect(hostOutside("example.com", {}, false)).toBeNull();
  expect(hostOutside("example.com", new Request("https://a.example.com/x"), false)).toBeNull();
});
