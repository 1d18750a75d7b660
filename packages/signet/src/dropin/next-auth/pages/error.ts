import { pageDocument } from "./document.ts";
import { type Html, html } from "./html.ts";
import { siteLink } from "./site-link.ts";
import type { PageTheme } from "./theme.ts";

interface ErrorPage {
  /** The URL of the auth routes. A server with a wrong configuration has none. */
  readonly url?: string | undefined;
  /** The code of an error, from the query of the page. Case does not count. */
  readonly error?: string | undefined;
  readonly theme?: PageTheme | undefined;
}

interface View {
  readonly status: number;
  readonly heading: string;
  readonly message: Html;
  /** Shows a way to the sign-in page. */
  readonly signIn: boolean;
}

/** The texts and statuses of next-auth 4 by error code. */
const VIEWS: ReadonlyMap<string, View> = new Map([
  [
    "configuration",
    {
      status: 500,
      heading: "Server error",
      message: html`<p>There is a problem with the server configuration.</p>
<p>Check the server logs for more information.</p>`,
      signIn: false,
    },
  ],
  [
    "accessdenied",
    {
      status: 403,
      heading: "Access Denied",
      message: html`<p>You do not have permission to sign in.</p>`,
      signIn: true,
    },
  ],
  [
    "verification",
    {
      status: 403,
      heading: "Unable to sign in",
      message: html`<p>The sign in link is no longer valid.</p>
<p>It may have been used already or it may have expired.</p>`,
      signIn: true,
    },
  ],
]);

/** Returns the HTML of the error page with the status of its response. */
export function errorPage({ url, error = "", theme }: ErrorPage): { status: number; html: string } {
  const view = VIEWS.get(error.toLowerCase());
  const { status, heading, message, signIn } = view ?? {
    status: 200,
    heading: "Error",
    message: html`<p>${siteLink(url)}</p>`,
    signIn: false,
  };
  const card = html`<h1>${heading}</h1>
<div class="message">${message}</div>
${signIn && url && html`<a class="button" href="${url}/signin">Sign in</a>`}`;
  return { status, html: pageDocument("Error", "error", theme, card) };
}
