import { expect, test } from "vitest";
import { isSafeMethod, senderOf } from "./origin.ts";

const HOST = { host: "app.example" };

test.each([
  ["same-origin", "same-origin"],
  ["none", "same-origin"],
  ["same-site", "cross-site"],
  ["cross-site", "cross-site"],
  ["", "cross-site"],
  ["SAME-ORIGIN", "cross-site"],
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
])("without it, Origin %j is %s", (origin, sender) => {
  expect(senderOf({ ...HOST, origin }, false)).toBe(sender);
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
