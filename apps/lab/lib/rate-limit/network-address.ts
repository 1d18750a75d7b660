import { isIPv4, isIPv6, SocketAddress } from "node:net";

/** The network of a request without a known address. All such requests share one limit. */
export const UNKNOWN = "unknown";

/**
 * Returns the address of the client that sent a request.
 *
 * @param peer the address at the other end of the connection.
 * @param forwarded the `X-Forwarded-For` header. The nearest proxy wrote its last entry.
 * @param proxies the number of trusted proxies in front of the Lab. Other entries of the header are
 *   ignored, because any client can write them.
 */
export function clientAddress(
  peer: string | undefined,
  forwarded: string | readonly string[] | undefined,
  proxies: number,
): string {
  const entries = [forwarded ?? []].flat().join(",").split(",");
  return (proxies === 0 ? peer : entries.at(-proxies)?.trim()) || UNKNOWN;
}

/**
 * Returns the network that counts as one client: an IPv4 address, or the /64 network of an IPv6 address.
 * A client with one IPv6 address usually has its whole /64 network.
 */
export function networkOf(address: string): string {
  const [bare = ""] = withoutPort(address).split("%");
  if (isIPv4(bare)) return bare;
  if (!isIPv6(bare)) return UNKNOWN;
  const groups = groupsOf(new SocketAddress({ address: bare, family: "ipv6" }).address);
  return ipv4In(groups) ?? `${groups.slice(0, 4).join(":")}::/64`;
}

/** Removes the port. Some proxies write `192.0.2.7:4711` and `[2001:db8::1]:4711`. */
function withoutPort(address: string): string {
  return address.replace(/^\[(.*)\](?::\d+)?$/, "$1").replace(/^([\d.]+):\d+$/, "$1");
}

/** Returns the eight groups of an IPv6 address, in lower case and without leading zeros. */
function groupsOf(address: string): string[] {
  // The last two groups may be written as an IPv4 address.
  const plain = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_text, ...bytes: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(0, 4).map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [start = "", end] = plain.split("::");
  const before = start.split(":").filter(Boolean);
  const after = (end ?? "").split(":").filter(Boolean);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => "0");
  return [...before, ...zeros, ...after];
}

/** Returns the IPv4 address of an address such as `::ffff:a.b.c.d`, or `null`. */
function ipv4In(groups: readonly string[]): string | null {
  if (groups.slice(0, 6).join(":") !== "0:0:0:0:0:ffff") return null;
  const numbers = groups.slice(6).map((group) => Number.parseInt(group, 16));
  return numbers.flatMap((number) => [number >> 8, number & 255]).join(".");
}
