/**
 * How many proxies stand before the Lab, by `TRUSTED_PROXIES`; without it none. So many entries at the
 * end of `X-Forwarded-For` are believed.
 *
 * @throws {Error} for anything but a whole number from 0 to 9.
 */
export function trustedProxies(env: Readonly<Record<string, string | undefined>>): number {
  const text = env["TRUSTED_PROXIES"] || "0";
  if (/^\d$/.test(text)) return Number(text);
  throw new Error(
    `TRUSTED_PROXIES is ${JSON.stringify(text)}, and it is how many proxies stand before the Lab: 0 to 9.`,
  );
}
