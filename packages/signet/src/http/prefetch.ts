import { quoted } from "./fields.ts";
import { headerOf, type RequestSource } from "./source.ts";

/** Headers in which browsers and routers say what a request is for. */
const PURPOSES = ["Sec-Purpose", "X-Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"];
const AHEAD = /\b(?:prefetch|prerender|preview)\b/i;

/** Headers of Next's routers that only a prefetch has, whatever their value. */
const ROUTERS = ["Next-Router-Prefetch", "Next-Router-Segment-Prefetch", "X-Middleware-Prefetch"];

/**
 * Returns the header that tells that a request only fetches ahead, as `Sec-Purpose is "prefetch"`, or
 * `null` when none does. Nobody has asked for such a request yet, and perhaps nobody will.
 */
export function prefetchSeen(source: RequestSource): string | null {
  for (const name of [...PURPOSES, ...ROUTERS]) {
    const value = headerOf(source, name.toLowerCase());
    if (value === null) continue;
    if (ROUTERS.includes(name) || AHEAD.test(value)) return `${name} is ${quoted(value)}`;
  }
  return null;
}
