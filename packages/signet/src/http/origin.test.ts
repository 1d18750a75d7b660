import { expect, test } from "vitest";
import { isSafeMethod, methodSeen, senderOf, senderSeen } from "./origin.ts";

const HOST = { host: "app.example" };

test.each([
  ["same-origin", "same-origin"],
  ["none", "same-origin"],
  ["same-site", "cross-site"],
  ["cross-site", "cross-site"],
  ["", "cross-site"],
  ["SAME-ORIGIN", "cross-site"],
  ["same-origin, cross-site", "cross-site"],
  [" same-origin ", "same-origin"],
])("Sec-Fetch-Site %j is %s, whatever Origin says", (site, sender) => {
  expect(senderOf({ ...HOST, "sec-fetch-site": site }, false)).toBe(sender);
  const origin = "https://app.example";
  expect(senderOf({ ...HOST, origin, "sec-fetch-site": site }, false)).toBe(sender);
});

test.each([
  ["https://app.example", "same-origin"],
  ["http://app.example", "same-origin"],
  ["https://app.example:8443", "cross-site"],
  ["https://evil.example", "cross-site"],
  ["https://app.example.evil.example", "cross-site"],
  ["https://evilapp.example", "cross-site"],
  ["null", "cross-site"],
  ["", "cross-site"],
  ["app.example", "cross-site"],
  ["HTTPS://App.Example", "same-origin"],
  ["https://app.example:443", "same-origin"],
  ["http://app.example:80", "same-origin"],
  ["http://app.example:443", "cross-site"],
  ["https://app.example.", "same-origin"],
  ["https://app.example/", "cross-site"],
  ["https://app.example, https://app.example", "cross-site"],
  ["ftp://app.example", "cross-site"],
])("without it, Origin %j is %s", (origin, sender) => {
  expect(senderOf({ ...HOST, origin }, false)).toBe(sender);
});

test.each([
  ["App.Example:443", "https://app.example", "same-origin"],
  ["app.example.", "https://app.example", "same-origin"],
  ["app.example:8443", "https://APP.example:8443", "same-origin"],
  ["app.example:8443", "https://app.example", "cross-site"],
  ["[2001:DB8::1]:3000", "http://[2001:db8:0::1]:3000", "same-origin"],
  ["[::1]:3000", "http://[::1]:3000", "same-origin"],
  ["[::1]:3000", "http://[::2]:3000", "cross-site"],
  ["app.example, evil.example", "https://app.example", "cross-site"],
  ["app.example@evil.example", "https://evil.example", "cross-site"],
  ["null", "null", "cross-site"],
  ["", "https://app.example", "cross-site"],
])("Host %j and Origin %j are %s", (host, origin, sender) => {
  expect(senderOf({ host, origin }, false)).toBe(sender);
});

test("without any host an origin matches nothing", () => {
  expect(senderOf({ origin: "http://null" }, true)).toBe("cross-site");
});

test("repeated headers of a plain object say what they say in Headers", () => {
  const repeated = { host: "app.example", "sec-fetch-site": ["cross-site", "same-origin"] };
  expect(senderOf(repeated, false)).toBe("cross-site");
  const origins = { host: "app.example", origin: ["https://app.example", "https://evil.example"] };
  expect(senderOf(origins, false)).toBe("cross-site");
});

test("where we were reached by https, a page of plain http is somebody else's", () => {
  const https = { ...HOST, "x-forwarded-proto": "https" };
  expect(senderOf({ ...https, origin: "http://app.example" }, false)).toBe("cross-site");
  expect(senderOf({ ...https, origin: "https://app.example" }, false)).toBe("same-origin");
});

test("x-forwarded-host names our host only when the proxy is trusted", () => {
  const proxied = { host: "10.0.0.1:3000", "x-forwarded-host": "app.example" };
  expect(senderOf({ ...proxied, origin: "https://app.example" }, false)).toBe("cross-site");
  expect(senderOf({ ...proxied, origin: "https://app.example" }, true)).toBe("same-origin");
  expect(senderOf({ ...proxied, origin: "http://10.0.0.1:3000" }, true)).toBe("cross-site");
});

test("the host of Forwarded counts like x-forwarded-host", () => {
  const proxied = { host: "10.0.0.1", forwarded: "for=_a;host=app.example;proto=https" };
  expect(senderOf({ ...proxied, origin: "https://app.example" }, false)).toBe("cross-site");
  expect(senderOf({ ...proxied, origin: "https://app.example" }, true)).toBe("same-origin");
  expect(senderOf({ ...proxied, origin: "http://app.example" }, true)).toBe("cross-site");
});

test("a refusal names the header that decided, its value, and the ways out", () => {
  const [origin, site] = ["https://evil.example\u0007", "cross-site"];
  expect(senderSeen({ ...HOST, origin, "sec-fetch-site": site }, false)).toMatch(
    /^another site's page.*Sec-Fetch-Site is "cross-site".*Bearer/,
  );
  expect(senderSeen({ ...HOST, origin }, false)).toMatch(
    /Origin is "https:\/\/evil\.example\\u0007", and the host called is "app\.example".*trustProxy/,
  );
  expect(senderSeen(HOST, false)).toMatch(
    /Sec-Fetch-Site and Origin are missing.*Origin with the host called, which is "app\.example".*Bearer/,
  );
  expect(senderSeen({ ...HOST, "x-forwarded-host": "b.example" }, true)).toContain('"b.example"');
});

test("the method is the Request's, or what a browser's headers tell", () => {
  expect(methodSeen(new Request("https://app.example", { method: "DELETE" }))).toBe("DELETE");
  expect(methodSeen({ "sec-fetch-site": "same-origin" })).toBe("GET");
  expect(methodSeen({ "sec-fetch-site": "same-origin", origin: "https://app.example" })).toBeNull();
  expect(methodSeen(HOST)).toBeNull();
});

test("a Request without a Host header is judged by its URL", () => {
  const request = new Request("https://app.example/x", {
    headers: { origin: "https://app.example" },
  });
  expect(senderOf(request, false)).toBe("same-origin");
});

test("a client that says neither is untold", () => {
  expect(senderOf(HOST, false)).toBe("untold");
});

test("the safe methods are those of RFC 9110", () => {
  expect(["GET", "HEAD", "OPTIONS", "TRACE", "get"].every(isSafeMethod)).toBe(true);
  expect(["POST", "PUT", "PATCH", "DELETE", "CONNECT", ""].some(isSafeMethod)).toBe(false);
});
