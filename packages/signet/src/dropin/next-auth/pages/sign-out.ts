import { pageDocument } from "./document.ts";
import { html } from "./html.ts";
import type { PageTheme } from "./theme.ts";

interface SignOutPage {
  /** The URL of the auth routes, such as `https://site.example/api/auth`. */
  readonly url: string;
  readonly csrfToken: string;
  readonly theme?: PageTheme | undefined;
}

/** Returns the HTML of the page that asks whether to sign out. */
export function signOutPage({ url, csrfToken, theme }: SignOutPage): string {
  return pageDocument(
    "Sign Out",
    "signout",
    theme,
    html`<h1>Signout</h1>
<p>Are you sure you want to sign out?</p>
<form action="${url}/signout" method="POST">
<input type="hidden" name="csrfToken" value="${csrfToken}">
<button id="submitButton" type="submit">Sign out</button>
</form>`,
  );
}
