import type { PageWindow } from "./page.ts";

declare const window: PageWindow;

/** Schemes whose URLs run code of the URL in this page. */
const CODE = ["javascript:", "data:", "vbscript:"];

/**
 * Leaves the page for the URL that the server answered. The server has checked this URL. Without one,
 * the `callbackUrl` of the program counts, and only within this site, because programs often take it
 * from the address of the page.
 */
export function followAnswer(answered: unknown, callbackUrl: string): void {
  const here = new URL(window.location.href);
  const url = typeof answered === "string" ? answered : withinSite(callbackUrl, here);
  const parsed = URL.parse(url, here.href);
  go(parsed !== null && CODE.includes(parsed.protocol) ? here.origin : url);
}

export function go(url: string): void {
  window.location.href = url;
  // A browser does not load a page again when only the fragment of its URL changes.
  if (url.includes("#")) window.location.reload();
}

function withinSite(url: string, here: URL): string {
  return URL.parse(url, here.href)?.origin === here.origin ? url : here.origin;
}
