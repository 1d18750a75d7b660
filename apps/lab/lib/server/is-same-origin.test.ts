import { expect, test } from "vitest";
import { isSameOrigin } from "./is-same-origin";

const host = "lab.example:8443";

test.each([
  [{ "sec-fetch-site": "same-origin" }, true],
  [{ "sec-fetch-site": "none" }, true],
  [{ "sec-fetch-site": "same-site" }, false],
  [{ "sec-fetch-site": "cross-site", origin: `https://${host}` }, false],
  [{ "sec-fetch-site": "" }, false],
  [{ origin: `https://${host}` }, true],
  [{ origin: "https://lab.example" }, false],
  [{ origin: "https://evil.example" }, false],
  [{ origin: `https://${host}.evil.example` }, false],
  [{ origin: "null" }, false],
  [{ origin: "" }, false],
  [{ origin: "https://public.example", "x-forwarded-host": "public.example" }, true],
  [{}, false],
])("a request with %j counts as sent by a page of this site: %s", (headers, is) => {
  expect(isSameOrigin(new Headers({ host, ...headers }))).toBe(is);
});
