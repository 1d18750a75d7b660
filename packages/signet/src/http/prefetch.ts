import { quoteHeader } from "./quote-header.ts";
import { headerOf, type RequestSource } from "./request-source.ts";

/** Headers in which browsers state the purpose of a request. */
const PURPOSE_HEADERS = ["Sec-Purpose", "X-Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"];
const PREFETCH = /\b(?:prefetch|prerender|preview)\b/i;

/** Headers that Next's routers send with prefetches only. Their value does not matter. */
const ROUTER_HEADERS = [
  "Next-Router-Prefetch",
  "Next-Router-Segment-Prefetch",
  "X-Middleware-Prefetch",
];

/**
 * Returns the header that marks a request as a prefetch, such as `Sec-Purpose is "prefetch"`, or
 * `null`. The user has not asked for the content of a prefetch yet, so a prefetch must not write.
 */
export function prefetchHeader(source: RequestSource): string | null {
  for (const name of [...PURPOSE_HEADERS, ...ROUTER_HEADERS]) {
    const value = headerOf(source, name.toLowerCase());
    if (value === null) continue;
    if (ROUTER_HEADERS.includes(name) || PREFETCH.test(value))
      return `${name} is ${quoteHeader(value)}`;
  }
  return null;
}
