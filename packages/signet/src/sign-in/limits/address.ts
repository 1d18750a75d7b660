/**
 * Returns the key by which attempts of a network address are counted: an IPv4 address, or the first 64 bits
 * of an IPv6 address, because one customer of a provider has at least a /64 network. Returns `null` for a
 * text that is no address.
 *
 * @example
 * ```ts
 * import { addressKey } from "signet-auth/sign-in";
 *
 * const key = addressKey("2001:db8:1:2:3:4:5:6"); // "2001:db8:1:2::/64"
 * ```
 */
export function addressKey(address: string): string | null {
  const [plain = ""] = address.trim().toLowerCase().split("%");
  if (isIpv4(plain)) return plain;
  const groups = ipv6Groups(plain);
  if (groups === null) return null;
  const [high = 0, low = 0] = groups.slice(6);
  // An IPv4 address in an IPv6 address (RFC 4291, section 2.5.5.2).
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return [high >> 8, high & 0xff, low >> 8, low & 0xff].join(".");
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(":")}::/64`;
}

function isIpv4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(text);
}

/** Returns the eight groups of an IPv6 address; `null` for another text. */
function ipv6Groups(text: string): number[] | null {
  if (!/^[0-9a-f:.]+$/.test(text) || !text.includes(":")) return null;
  // The URL parser checks the address, and writes an IPv4 address at its end as two groups.
  const host = URL.parse(`http://[${text}]/`)?.hostname.slice(1, -1);
  if (host === undefined) return null;
  const [head = "", tail] = host.split("::");
  const numbers = (part: string) =>
    part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16));
  const [first, last] = [numbers(head), numbers(tail ?? "")];
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => 0);
  return [...first, ...zeros, ...last];
}
