import { expect, test } from "vitest";
import { clientAddress, networkOf } from "./network-address";

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["192.0.2.7:4711", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["::ffff:c000:207", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:1:2::", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["2001:db8:1:2:3:4:192.0.2.7", "2001:db8:1:2::/64"],
  ["[2001:db8:1:2::9]:4711", "2001:db8:1:2::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["unknown", "unknown"],
  ["", "unknown"],
  ["192.0.2.7, 198.51.100.1", "unknown"],
  ["' OR 1=1 --", "unknown"],
])("the address %s is in the network %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

const forwarded = "203.0.113.9, 198.51.100.1";

test.each([
  [0, "10.0.0.1"],
  [1, "198.51.100.1"],
  [2, "203.0.113.9"],
  [3, "unknown"],
])("behind %i proxies the client is %s", (proxies, address) => {
  expect(clientAddress("10.0.0.1", forwarded, proxies)).toBe(address);
});

test("without a trusted proxy the client is the peer, and X-Forwarded-For is ignored", () => {
  expect(clientAddress("10.0.0.1", "203.0.113.9", 0)).toBe("10.0.0.1");
  expect(clientAddress("10.0.0.1", undefined, 0)).toBe("10.0.0.1");
  expect(clientAddress(undefined, undefined, 0)).toBe("unknown");
  expect(clientAddress("10.0.0.1", undefined, 1)).toBe("unknown");
  expect(clientAddress("10.0.0.1", ["203.0.113.9", "198.51.100.1"], 1)).toBe("198.51.100.1");
});
