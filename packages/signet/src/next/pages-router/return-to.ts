import { headerOf } from "../../http/request-source.ts";
import { returnPathIn } from "../../http/return-path.ts";
import type { PagesContext } from "./context.ts";
import { sourceOf } from "./source.ts";

/**
 * Returns the path of the page that redirected the user to the sign-in page, or the fallback. It is the
 * `returnTo` parameter in the address of the request, for `getServerSideProps` of the sign-in page.
 * For an API route that the form of the sign-in page calls, it is the parameter in `Referer`.
 */
export function pagesReturnTo({ req }: PagesContext, fallback: string): string {
  const own = returnPathIn(req.url ?? "", "");
  if (own !== "") return own;
  const source = sourceOf(req, new Map());
  const isForm = headerOf(source, "origin") !== null;
  return isForm ? returnPathIn(headerOf(source, "referer") ?? "", fallback) : fallback;
}
