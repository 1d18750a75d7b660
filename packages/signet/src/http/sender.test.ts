import { expect, test } from "vitest";
import { describeSender, isSafeMethod, methodOf, senderOf } from "./sender.ts";

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
])("Sec-Fetch-Site %j means %s, whatever Origin is", (site, sender) => {
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
])("without Sec-Fetch-Site, Origin %j means %s", (origin, sender) => {
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
])("Host %j with Origin %j means %s", (host, origin, sender) => {
  expect(senderOf({ host, origin }, false)).toBe(sender);
});

test("without a host no Origin counts as same-origin", () => {
  expect(senderOf({ origin: "http://null" }, true)).toBe("cross-site");
});

test("repeated headers of a plain object are read as in Headers", () => {
  const repeated = { host: "app.example", "sec-fetch-site": ["cross-site", "same-origin"] };
  expect(senderOf(repeated, false)).toBe("cross-site");
  const origins = { host: "app.example", origin: ["https://app.example", "https://evil.example"] };
  expect(senderOf(origins, false)).toBe("cross-site");
});

test("a request by https from a page of plain http is cross-site", () => {
  const https = { ...HOST, "x-forwarded-proto": "https" };
  expect(senderOf({ ...https, origin: "http://app.example" }, false)).toBe("cross-site");
  expect(senderOf({ ...https, origin: "https://app.example" }, false)).toBe("same-origin");
});

test("x-forwarded-host is the requested host only with trustProxy", () => {
  const proxied = { host: "10.0.0.1:3000", "x-forwarded-host": "app.example" };
  expect(senderOf({ ...proxied, origin: "https://app.example" }, false)).toBe("cross-site");
  expect(senderOf({ ...proxied, origin: "https://app.example" }, true)).toBe("same-origin");
  expect(senderOf({ ...proxied, origin: "http://10.0.0.1:3000" }, true)).toBe("cross-site");
});

test("the host of Forwarded is the requested host only with trustProxy", () => {
  const proxied = { host: "10.0.0.1", forwarded: "for=_a;host=app.example;proto=https" };
  expect(senderOf({ ...proxied, origin: "https://app.example" }, false)).toBe("cross-site");
  expect(senderOf({ ...proxied, origin: "https://app.example" }, true)).toBe("same-origin");
  expect(senderOf({ ...proxied, origin: "http://app.example" }, true)).toBe("cross-site");
});

test("the description of a refused sender names the deciding header, its value and how to fix it", () => {
  const [origin, site] = ["https://evil.example\u0007", "cross-site"];
  expect(describeSender({ ...HOST, origin, "sec-fetch-site": site }, false)).toMatch(
    /^another site's page.*Sec-Fetch-Site is "cross-site".*Bearer/,
  );
  expect(describeSender({ ...HOST, origin }, false)).toMatch(
    /Origin is "https:\/\/evil\.example\\u0007", and the requested host is "app\.example".*trustProxy/,
  );
  expect(describeSender(HOST, false)).toMatch(
    /Sec-Fetch-Site and Origin are missing.*Origin with the requested host, which is "app\.example".*Bearer/,
  );
  expect(describeSender({ ...HOST, "x-forwarded-host": "b.example" }, true)).toContain(
    '"b.example"',
  );
});

test("the method is that of the Request, or derived from a browser's headers", () => {
  expect(methodOf(new Request("https://app.example", { method: "DELETE" }))).toBe("DELETE");
  expect(methodOf({ "sec-fetch-site": "same-origin" })).toBe("GET");
  expect(methodOf({ "sec-fetch-site": "same-origin", origin: "https://app.example" })).toBeNull();
  expect(methodOf(HOST)).toBeNull();
});

test("the URL of a Request without a Host header gives the requested host", () => {
  const request = new Request("https://app.example/x", {
    headers: { origin: "https://app.example" },
  });
  expect(senderOf(request, false)).toBe("same-origin");
});

test("a client without Sec-Fetch-Site and Origin is unknown", () => {
  expect(senderOf(HOST, false)).toBe("unknown");
});

test("the safe methods are GET, HEAD, OPTIONS and TRACE", () => {
  expect(["GET", "HEAD", "OPTIONS", "TRACE", "get"].every(isSafeMethod)).toBe(true);
  expect(["POST", "PUT", "PATCH", "DELETE", "CONNECT", ""].some(isSafeMethod)).toBe(false);
});
