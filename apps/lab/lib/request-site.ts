/**
 * What stands before the names of our cookies: nothing over http, and `__Host-` over https, as the
 * library names them. Next.js fills `x-forwarded-proto` in where no proxy did.
 */
export function cookiePrefix(headers: Pick<Headers, "get">): "__Host-" | "" {
  return headers.get("x-forwarded-proto")?.startsWith("https") ? "__Host-" : "";
}
