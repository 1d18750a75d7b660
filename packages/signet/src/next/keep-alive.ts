import { after } from "next/server.js";
import type { Guarding } from "../engine/api.ts";
import { headerOf, type RequestSource } from "../http/request-source.ts";
import type { Reading } from "../session/types.ts";
import { inDevelopment, warnOnce } from "../warn.ts";
import { PATH_HEADER } from "./current-page.ts";

/**
 * Keeps a session alive after the response when a renewal is due, because a page cannot set
 * cookies. Warns in development when the renewal needs a new cookie and the proxy, which could set
 * it, did not run.
 */
export function keepAliveAfterResponse<Data extends object>(
  engine: Guarding<Data>,
  request: RequestSource,
  reading: Reading<Data>,
): void {
  if (reading.status !== "active" || !reading.renew) return;
  try {
    after(() => keep(engine, request, reading, NOT_RENEWED));
  } catch {
    // Outside of a request after() throws. A later request keeps the session alive.
  }
}

/**
 * Keeps a session alive while code of the Pages Router runs, which read the session without a guard.
 * Warns in development when the renewal needs a new cookie and the proxy did not run.
 */
export function keepAliveInPages<Data extends object>(
  engine: Guarding<Data>,
  request: RequestSource,
  reading: Reading<Data>,
): void {
  if (reading.status === "active" && reading.renew) keep(engine, request, reading, NOT_GUARDED);
}

async function keep<Data extends object>(
  engine: Guarding<Data>,
  request: RequestSource,
  reading: Reading<Data>,
  warning: string,
): Promise<void> {
  if (await engine.keepAlive(request, reading)) return;
  const hasProxy = headerOf(request, PATH_HEADER) !== null;
  if (inDevelopment() && !hasProxy) warnOnce("not-renewed", warning);
}

const NOT_GUARDED =
  "The renewal of a session is due and needs a new cookie, but auth({ req, res }) sets no cookie. Users are signed out after lifetime.idle. Guard with auth.props or auth.api, which renew. Or export auth.proxy from proxy.ts, with a matcher that covers your pages.";
const NOT_RENEWED =
  "The renewal of a session is due and needs a new cookie, but a page cannot set cookies. Users who only read pages are signed out after lifetime.idle. Export auth.proxy from proxy.ts, with a matcher that covers your pages. Or use database({ store }) or hybrid({ store }), which keep sessions alive in the store.";
