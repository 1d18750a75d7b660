let last = 0;

/**
 * Returns the proxy header of a client with an unused IP address, for servers that trust one proxy
 * (`TRUSTED_PROXIES=1`).
 */
export function fromElsewhere(): Record<string, string> {
  last++;
  return { "x-forwarded-for": `198.18.${last >> 8}.${last & 255}` };
}
