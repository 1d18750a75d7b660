/** The default lifetime of a session, as in iron-session 8 and 9: 14 days; seconds. */
const DEFAULT = 1_209_600;
/** The cookie ends this long before the seal; seconds. */
const SKEW = 60;
/** The `Max-Age` of a session that never expires; seconds. */
const FOR_EVER = 2_147_483_647;

/** Returns a `ttl` in seconds. An `undefined` one is the default. */
export function ttlOf(ttl: unknown): number {
  if (ttl === undefined) return DEFAULT;
  const seconds = typeof ttl === "string" && ttl.trim() !== "" ? Number(ttl) : ttl;
  if (typeof seconds !== "number" || !Number.isFinite(seconds)) {
    throw new Error(
      `iron-session: Bad usage. ttl must be a number of seconds, got ${String(ttl)}. Give 0 for a seal that never expires.`,
    );
  }
  return seconds;
}

/** Returns the lifetime of a seal in milliseconds; 0 when it never expires. */
export function sealLifetime(ttl: unknown): number {
  return Math.round(ttlOf(ttl) * 1_000);
}

/** Returns the `Max-Age` of a cookie in seconds. */
export function cookieMaxAge(ttl: number): number {
  if (ttl === 0) return FOR_EVER;
  return ttl > SKEW ? ttl - SKEW : ttl;
}
