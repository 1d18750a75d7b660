/** Sites and domains (RFC 6265bis, sections 5.1 and 5.2). */

/** Some suffixes with registered names below them. The public list of all has thousands of suffixes. */
const TWO_LABEL_SUFFIXES = new Set([
  ...["co.uk", "org.uk", "com.au", "co.jp", "com.br", "co.in", "co.nz"],
  ...["github.io", "vercel.app", "netlify.app", "pages.dev", "workers.dev", "herokuapp.com"],
]);

/** Checks whether a host is an IP address, which has no parent domain. */
function isAddress(host: string): boolean {
  return host.startsWith("[") || /^\d+\.\d+\.\d+\.\d+$/.test(host);
}

export function isPublicSuffix(domain: string): boolean {
  return (!domain.includes(".") && domain !== "") || TWO_LABEL_SUFFIXES.has(domain);
}

/** Returns the registered domain: the public suffix and one more label. */
function registrableDomain(host: string): string {
  if (isAddress(host)) return host;
  const labels = host.split(".");
  const size = TWO_LABEL_SUFFIXES.has(labels.slice(-2).join(".")) ? 3 : 2;
  return labels.slice(-size).join(".");
}

export function isSameSite(one: URL, other: URL): boolean {
  return (
    one.protocol === other.protocol &&
    registrableDomain(one.hostname) === registrableDomain(other.hostname)
  );
}

export function domainMatches(host: string, domain: string): boolean {
  return host === domain || (host.endsWith(`.${domain}`) && !isAddress(host));
}

export function pathMatches(path: string, cookiePath: string): boolean {
  if (path === cookiePath) return true;
  if (!path.startsWith(cookiePath)) return false;
  return cookiePath.endsWith("/") || path[cookiePath.length] === "/";
}

/** Returns the path of a cookie without `Path`: the folder of the request. */
export function defaultPath(path: string): string {
  const end = path.lastIndexOf("/");
  return end <= 0 ? "/" : path.slice(0, end);
}

/** Checks whether a browser sends `Secure` cookies to a URL. Browsers trust localhost without TLS. */
export function isTrustworthy({ protocol, hostname }: URL): boolean {
  return (
    protocol === "https:" ||
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  );
}
