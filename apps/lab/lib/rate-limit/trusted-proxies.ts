/**
 * Returns the number of proxies in front of the Lab, from `TRUSTED_PROXIES`. The default is 0. The Lab
 * trusts the same number of entries at the end of `X-Forwarded-For`.
 *
 * @throws {Error} for any value except a whole number from 0 to 9.
 */
export function trustedProxies(env: Readonly<Record<string, string | undefined>>): number {
  const text = env["TRUSTED_PROXIES"] || "0";
  if (/^\d$/.test(text)) return Number(text);
  throw new Error(
    `TRUSTED_PROXIES is ${JSON.stringify(text)}. Set it to the number of proxies in front of the Lab, from 0 to 9.`,
  );
}
