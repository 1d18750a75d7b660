import { returnPath, returnPathIn } from "../http/paths.ts";
import { headerOf, type RequestSource } from "../http/source.ts";

/** The request header in which the proxy tells a page its own address, which Next does not. */
export const PATH_HEADER = "x-signet-path";

/**
 * The address of the page that is being rendered, or that holds the form being sent: as the proxy
 * told it, or else as the browser tells it of a form. `null` where neither did.
 */
export function currentPagePath(request: RequestSource): string | null {
  const path = headerOf(request, PATH_HEADER);
  if (path !== null) return returnPath(path);
  const isAction = headerOf(request, "origin") !== null;
  const page = isAction ? URL.parse(headerOf(request, "referer") ?? "") : null;
  return page === null ? null : returnPath(inApp(page.pathname) + page.search);
}

/** Where the sign-in page leads on to: the `returnTo` that a guard has put into its address, or the fallback. */
export function returnToParameter(request: RequestSource, fallback: string): string {
  return returnPathIn(currentPagePath(request) ?? "", fallback);
}

/** A path without `basePath`, which Next puts here when it builds and puts before every redirect. */
function inApp(path: string): string {
  const basePath = process.env["__NEXT_ROUTER_BASEPATH"] ?? "";
  if (path === basePath) return "/";
  return path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : path;
}
