let last = 0;

/**
 * The headers of somebody at an address that nobody had before, as the proxy before a server tells
 * it: for servers that trust one proxy (`TRUSTED_PROXIES=1`).
 */
export function fromElsewhere(): Record<string, string> {
  last++;
  return { "x-forwarded-for": `198.18.${last >> 8}.${last & 255}` };
}
