import { type Html, html } from "./html.ts";

/** Returns a link to the site of the auth routes. */
export function siteLink(url: string | undefined): Html | null {
  const parsed = URL.parse(url ?? "");
  return parsed && html`<a class="site" href="${parsed.origin}">${parsed.host}</a>`;
}
