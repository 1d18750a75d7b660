/**
 * The variables of the environment that next-auth 4 reads. Each is read at each call, as there. The
 * names are literals, because bundlers for Edge replace literals only.
 */
export function configuredUrl(): string | undefined {
  return process.env["NEXTAUTH_URL"];
}

export function configuredSecret(): string | undefined {
  return process.env["NEXTAUTH_SECRET"] ?? process.env["AUTH_SECRET"];
}

export function trustsForwardedHost(): boolean {
  return !!(process.env["VERCEL"] ?? process.env["AUTH_TRUST_HOST"]);
}

export function isOnVercel(): boolean {
  return !!process.env["VERCEL"];
}

export function isProduction(): boolean {
  return process.env.NODE_ENV === "production";
}
