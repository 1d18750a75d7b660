import { expect, test } from "vitest";
import { requestHost } from "../../http/request-url.ts";
import { transportOf } from "../../http/transport.ts";
import { sourceOf } from "./source.ts";

const request = (headers: Record<string, string | string[]>, socket: object = {}) => ({
  headers,
  method: "POST",
  socket,
});

test("the host of an HTTP/2 request comes from :authority", () => {
  const source = sourceOf(request({ ":authority": "app.example:8443" }), new Map());
  expect(requestHost(source, false)).toBe("app.example:8443");
  const both = sourceOf(request({ ":authority": "a.example", host: "b.example" }), new Map());
  expect(requestHost(both, false)).toBe("b.example");
});

test("a request over TLS counts as https, and a forwarded protocol decides before it", () => {
  const host = "app.example";
  expect(transportOf(sourceOf(request({ host }, { encrypted: true }), new Map()))).toBe("https");
  expect(transportOf(sourceOf(request({ host }), new Map()))).toBe("insecure");
  const forwarded = { host, "x-forwarded-proto": "https" };
  expect(transportOf(sourceOf(request(forwarded), new Map()))).toBe("https");
});

test("repeated header lines are joined, so two session cookies stay two", () => {
  const source = sourceOf(
    request({ cookie: ["signet=a", "signet=b"], "x-a": ["1", "2"] }),
    new Map(),
  );
  expect(source.get("cookie")).toBe("signet=a; signet=b");
  expect(source.get("x-a")).toBe("1, 2");
  expect(source.get("x-b")).toBeNull();
});

test("later reads see the cookies that the library has set, and the others byte for byte", () => {
  const changes = new Map<string, string | null>();
  const source = sourceOf(request({ cookie: 'a=%; signet=old; b="x"' }), changes);
  expect(source.get("cookie")).toBe('a=%; signet=old; b="x"');
  changes.set("signet", "new");
  expect(source.get("cookie")).toBe('a=%; b="x"; signet=new');
  changes.set("signet", null);
  expect(source.get("cookie")).toBe('a=%; b="x"');
});
