import { isIPv4, isIPv6 } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addressKey } from "./address.ts";

test.each([
  ["203.0.113.7", "203.0.113.7"],
  [" 203.0.113.7 ", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["::FFFF:cb00:7107", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:1:2::", "2001:db8:1:2::/64"],
  ["2001:db8:0:0:1::", "2001:db8:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["64:ff9b::203.0.113.7", "64:ff9b:0:0::/64"],
])("R2: attempts of %s count as those of %s", (address, key) => {
  expect(addressKey(address)).toBe(key);
});

test.each([
  "",
  "unknown",
  "1.2.3",
  "1.2.3.4.5",
  "256.1.1.1",
  "0x7f.1",
  "1:2:3",
  "::1::",
  "[::1]",
  "a]b:",
  "::1/64",
])("R2: %j is no address, so no budget belongs to it", (text) => {
  expect(addressKey(text)).toBeNull();
});

test("R2: every address has a key, and all addresses of a /64 network have the same one", () => {
  fc.assert(
    fc.property(
      fc.ipV4(),
      fc.ipV6(),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      (four, six, low) => {
        expect(isIPv4(addressKey(four) ?? "")).toBe(true);
        const key = addressKey(six);
        expect(key).not.toBeNull();
        if (key?.endsWith("::/64") !== true) return;
        const groups = low.toString(16).padStart(16, "0").match(/.{4}/g)?.join(":");
        const other = `${key.slice(0, -"::/64".length)}:${groups}`;
        expect(isIPv6(other)).toBe(true);
        if (!/^0:0:0:0:0+:ffff:/.test(other)) expect(addressKey(other)).toBe(key);
      },
    ),
  );
});

test("R2: a text that is no address of Node has no key", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."0123fF:.%[ g"), maxLength: 16 }), (text) => {
      const plain = text.trim().split("%")[0] ?? "";
      expect(addressKey(text) !== null).toBe(isIPv4(plain) || isIPv6(plain));
    }),
    { numRuns: 300 },
  );
});
