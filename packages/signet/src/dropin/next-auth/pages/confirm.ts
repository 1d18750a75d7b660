import { pageDocument } from "./document.ts";
import { html } from "./html.ts";
import type { PageTheme } from "./theme.ts";

interface ConfirmPage {
  /** The URL of the link in the mail. */
  readonly action: string;
  readonly host: string;
  readonly csrfToken: string;
  readonly theme?: PageTheme | undefined;
}

/** Returns the HTML of the page that an opened link of a mail shows. Its button signs in. */
export function confirmPage({ action, host, csrfToken, theme }: ConfirmPage): string {
  return pageDocument(
    "Sign In",
    "verify-request",
    theme,
    html`<h1>Sign in</h1>
<p>Press the button to sign in to ${host}.</p>
<form action="${action}" method="POST">
<input type="hidden" name="csrfToken" value="${csrfToken}">
<button type="submit">Sign in</button>
</form>`,
  );
}
