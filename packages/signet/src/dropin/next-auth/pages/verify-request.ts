import { pageDocument } from "./document.ts";
import { html } from "./html.ts";
import { siteLink } from "./site-link.ts";
import type { PageTheme } from "./theme.ts";

interface VerifyRequestPage {
  /** The URL of the auth routes, such as `https://site.example/api/auth`. */
  readonly url: string;
  readonly theme?: PageTheme | undefined;
}

/** Returns the HTML of the page that asks a visitor to look for a mail. */
export function verifyRequestPage({ url, theme }: VerifyRequestPage): string {
  return pageDocument(
    "Verify Request",
    "verify-request",
    theme,
    html`<h1>Check your email</h1>
<p>A sign in link has been sent to your email address.</p>
<p>${siteLink(url)}</p>`,
  );
}
