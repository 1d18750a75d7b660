import { invalidConfig } from "../errors.ts";
import type { RequestSource } from "./request-source.ts";
import { requestHost } from "./request-url.ts";

/**
 * Well-known domains under which anybody can get a name. Browsers refuse a cookie for them. Browsers use
 * the whole Public Suffix List, which is too long for this library, so other suffixes are not noticed.
 */
const PUBLIC_SUFFIXES = new Set(
  [
    "co.uk org.uk ac.uk gov.uk com.au net.au org.au co.nz org.nz co.jp or.jp ne.jp co.kr co.in co.il",
    "co.za com.br com.mx com.ar com.cn com.hk com.sg com.tw com.tr com.pl com.ua",
    "vercel.app netlify.app pages.dev workers.dev deno.dev fly.dev onrender.com herokuapp.com",
    "github.io gitlab.io web.app firebaseapp.com appspot.com azurewebsites.net cloudfront.net",
    "amplifyapp.com ngrok.io ngrok-free.app",
  ].flatMap((line) => line.split(" ")),
);

const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const IPV4 = /^\d+(?:\.\d+){3}$/;

/**
 * Returns a cookie's domain as browsers compare it: in lower case, without a leading dot, and in ASCII.
 *
 * @param option the name of the option, for the error.
 * @throws {SignetError} `invalid-config` for a value that browsers would refuse as `Domain`, as far as
 *   the value alone shows it.
 */
export function parseCookieDomain(value: unknown, option: string): string {
  const refused = (reason: string) =>
    invalidConfig(`${option} is ${JSON.stringify(value)}. ${reason}`);
  const form = 'Give a domain name without scheme, port and path, such as "example.com".';
  if (typeof value !== "string" || !/^[\p{L}\p{M}\p{N}.-]+$/u.test(value)) throw refused(form);
  const domain = hostnameOf(value.replace(/^\./, "")) ?? "";
  if (IPV4.test(domain)) {
    throw refused("An IP address has no subdomains. Leave the option out.");
  }
  const labels = domain.split(".");
  if (domain.length > 253 || !labels.every((label) => LABEL.test(label))) throw refused(form);
  if (domain === "localhost") {
    throw refused("On http://localhost the option has no effect. Give the domain of production.");
  }
  if (labels.length === 1) {
    throw refused("Browsers refuse a cookie for a name without a dot. Give your own domain.");
  }
  if (PUBLIC_SUFFIXES.has(domain)) {
    throw refused("Browsers refuse a cookie for a public suffix. Give your own domain below it.");
  }
  return domain;
}

/**
 * Returns the host of a request that lies outside a domain, so a browser would drop a cookie for the
 * domain. Returns `null` for a host inside the domain, and for a request that names no host.
 */
export function hostOutside(
  domain: string,
  source: RequestSource,
  trustProxy: boolean,
): string | null {
  const host = requestHost(source, trustProxy);
  if (host === null) return null;
  const name = hostnameOf(host) ?? "";
  return name === domain || name.endsWith(`.${domain}`) ? null : host;
}

/** Returns a host without its port as browsers write it, or `null` for a text that is no host. */
function hostnameOf(host: string): string | null {
  return URL.parse(`https://${host}`)?.hostname ?? null;
}
