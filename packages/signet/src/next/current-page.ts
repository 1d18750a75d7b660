import { headerOf, type RequestSource } from "../http/request-source.ts";
import { returnPath, returnPathIn } from "../http/return-path.ts";

/**
 * The request header in which the proxy passes the path of a page to the page. Next offers no such
 * header.
 */
export const PATH_HEADER = "x-signet-path";

/**
 * Returns the path of the page that is rendered, or of the page whose form is submitted. The path
 * comes from the header of the proxy. Without the proxy, the path of a form comes from `Referer`.
 * Returns `null` when neither is known.
 */
export function currentPagePath(request: RequestSource): string | null {
  const path = headerOf(request, PATH_HEADER);
  if (path !== null) return returnPath(path);
  const isAction = headerOf(request, "origin") !== null;
  const page = isAction ? URL.parse(headerOf(request, "referer") ?? "") : null;
  return page === null ? null : returnPath(withoutBasePath(page.pathname) + page.search);
}

/**
 * Returns the `returnTo` parameter in the address of the current page, which a guard set, or the
 * fallback.
 */
export function returnToParameter(request: RequestSource, fallback: string): string {
  return returnPathIn(currentPagePath(request) ?? "", fallback);
}

/**
 * Removes `basePath` from a path, because Next adds `basePath` to every redirect. The build inlines
 * its value.
 */
function withoutBasePath(path: string): string {
  const basePath = process.env["__NEXT_ROUTER_BASEPATH"] ?? "";
  if (path === basePath) return "/";
  return path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : path;
}
