/**
 * Checks by its headers whether a page of this site sent a request. `Sec-Fetch-Site` decides, because a
 * page cannot forge it. Without it, `Origin` must name the requested host.
 */
export function isSameOrigin(headers: Pick<Headers, "get">): boolean {
  const fetchSite = headers.get("sec-fetch-site");
  if (fetchSite !== null) return fetchSite === "same-origin" || fetchSite === "none";
  const origin = headers.get("origin");
  if (origin === null || !URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  // Behind a proxy that replaces Host, Next.js uses this header as well.
  return host === headers.get("host") || host === headers.get("x-forwarded-host");
}
