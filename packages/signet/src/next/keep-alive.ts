import { after } from "next/server.js";
import type { Guarding } from "../engine/api.ts";
import { headerOf, type RequestSource } from "../http/source.ts";
import type { Reading } from "../session/types.ts";
import { inDevelopment, warnOnce } from "../warn.ts";
import { PATH_HEADER } from "./current-page.ts";

/**
 * Keeps a session alive whose renewal is due, once the response is sent, because a page cannot set
 * cookies. Where that takes a new cookie it warns in development, unless the proxy is there to set it.
 */
export function keepAliveAfterResponse<Data extends object>(
  engine: Guarding<Data>,
  request: RequestSource,
  reading: Reading<Data>,
): void {
  if (reading.status !== "active" || !reading.renew) return;
  const keep = async () => {
    if (await engine.keepAlive(request, reading)) return;
    if (inDevelopment() && headerOf(request, PATH_HEADER) === null) warnOnce("not-renewed", NEEDED);
  };
  try {
    after(keep);
  } catch {
    // What no request waits for is done with the next one.
  }
}

const NEEDED =
  "A session's renewal is due, and a page cannot set the cookie that it takes, so that people who only read pages are signed out after lifetime.idle. Export auth.proxy from proxy.ts, with a matcher that covers your pages; or use database({ store }) or hybrid({ store }), whose sessions are kept alive in the store.";
