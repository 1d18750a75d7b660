import { expect, test } from "vitest";
import { clientKey } from "./client-key.ts";

const from = (forwarded: string) => new Headers({ "x-forwarded-for": forwarded });

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["203.0.113.7:4711", "203.0.113.7"],
  ["2001:db8:1:2:3::4", "2001:db8:1:2::/64"],
  ["2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"],
  ["[2001:db8:1:2::1]:443", "2001:db8:1:2::/64"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
])("R2: attempts of a client behind a proxy that names %s count for %s", (forwarded, key) => {
  expect(clientKey(from(forwarded), true)).toBe(key);
});

test("R2: a client cannot choose its key by a header that it sends itself", () => {
  expect(clientKey(from("198.51.100.1, 203.0.113.7"), true)).toBe("203.0.113.7");
  expect(clientKey(from("198.51.100.1"), false)).toBeNull();
  for (const text of ["unknown", "_hidden", "", "999.1.1.1", "::1::"]) {
    expect(clientKey(from(text), true)).toBeNull();
  }
});
