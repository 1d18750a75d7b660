import { expect, test } from "vitest";
import { prefetchHeader } from "./prefetch.ts";

test.each([
  ["sec-purpose", "prefetch"],
  ["sec-purpose", "prefetch;prerender"],
  ["sec-purpose", "prefetch;anonymous-client-ip"],
  ["sec-purpose", "Prefetch"],
  ["x-sec-purpose", "prefetch"],
  ["purpose", "prefetch"],
  ["x-purpose", "preview"],
  ["x-moz", "prefetch"],
  ["next-router-prefetch", "1"],
  ["next-router-prefetch", "2"],
  ["next-router-segment-prefetch", "/_tree"],
  ["x-middleware-prefetch", "1"],
])("a request with %s: %s is a prefetch, and the result names the header", (name, value) => {
  const seen = prefetchHeader({ [name]: value });
  expect(seen?.toLowerCase()).toBe(`${name} is ${JSON.stringify(value)}`.toLowerCase());
  expect(prefetchHeader(new Headers({ [name]: value }))).toBe(seen);
  expect(prefetchHeader(new Request("https://app.example", { headers: { [name]: value } }))).toBe(
    seen,
  );
});

test.each([
  {},
  { "sec-purpose": "" },
  { purpose: "navigation" },
  { rsc: "1", "next-router-state-tree": "x", "next-url": "/" },
])("a request with the headers %j is no prefetch", (headers) => {
  expect(prefetchHeader(headers)).toBeNull();
});
