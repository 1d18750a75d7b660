import { credentialInput } from "./credential-input.ts";
import { pageDocument } from "./document.ts";
import { type Html, html } from "./html.ts";
import { type ButtonStyle, providerButton } from "./provider-button.ts";
import type { PageTheme } from "./theme.ts";

/** A provider on the sign-in page. The page shows a credentials provider with fields only. */
export interface PageProvider {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** The URL that the form of an OAuth or e-mail provider is posted to. */
  readonly signinUrl: string;
  /** The URL that the form of a credentials provider is posted to. */
  readonly callbackUrl: string;
  /** The colors and logos of the button of an OAuth provider. */
  readonly style?: ButtonStyle | undefined;
  /** The fields of the form by name. Members other than `label` become attributes of the input. */
  readonly credentials?: Readonly<Record<string, object>> | undefined;
}

interface SignInPage {
  readonly csrfToken: string;
  readonly providers: readonly PageProvider[];
  /** The URL after the sign-in. */
  readonly callbackUrl?: string | undefined;
  /** The code of an error, from the query of the page. */
  readonly error?: string | undefined;
  readonly theme?: PageTheme | undefined;
}

const ANOTHER_ACCOUNT = "Try signing in with a different account.";

/** The texts of next-auth 4 by error code. */
const ERRORS: ReadonlyMap<string, string> = new Map([
  ["Signin", ANOTHER_ACCOUNT],
  ["OAuthSignin", ANOTHER_ACCOUNT],
  ["OAuthCallback", ANOTHER_ACCOUNT],
  ["OAuthCreateAccount", ANOTHER_ACCOUNT],
  ["EmailCreateAccount", ANOTHER_ACCOUNT],
  ["Callback", ANOTHER_ACCOUNT],
  [
    "OAuthAccountNotLinked",
    "To confirm your identity, sign in with the same account you used originally.",
  ],
  ["EmailSignin", "The e-mail could not be sent."],
  ["CredentialsSignin", "Sign in failed. Check the details you provided are correct."],
  ["SessionRequired", "Please sign in to access this page."],
]);

/** Returns the HTML of the sign-in page. */
export function signInPage({ error, providers, theme, ...form }: SignInPage): string {
  const forms = providers.flatMap((provider) => providerForm(provider, form));
  return pageDocument(
    "Sign In",
    "signin",
    theme,
    html`<h1>Sign in</h1>
${error && html`<div class="error" role="alert"><p>${ERRORS.get(error) ?? "Unable to sign in."}</p></div>`}
${forms.map((one, at) => html`<div class="provider">${one}${at + 1 < forms.length && html`<hr>`}</div>`)}`,
  );
}

/** Returns the form of a provider; nothing for a provider that the page does not show. */
function providerForm(
  { id, name, type, signinUrl, callbackUrl: own, credentials, style }: PageProvider,
  { csrfToken, callbackUrl }: Pick<SignInPage, "csrfToken" | "callbackUrl">,
): Html[] {
  const form = (action: string, content: Html) => [
    html`<form action="${action}" method="POST">
<input type="hidden" name="csrfToken" value="${csrfToken}">
${callbackUrl && html`<input type="hidden" name="callbackUrl" value="${callbackUrl}">`}
${content}
</form>`,
  ];
  if (type === "oauth") return form(signinUrl, providerButton(name, style));
  if (type === "email") return form(signinUrl, emailField(id, name));
  if (type !== "credentials" || credentials === undefined) return [];
  const fields = Object.entries(credentials).map(([field, input]) =>
    credentialInput(id, field, input),
  );
  return form(
    own,
    html`${fields}
<button type="submit">Sign in with ${name}</button>`,
  );
}

function emailField(id: string, name: string): Html {
  return html`<label class="section-header" for="input-email-for-${id}-provider">Email</label>
<input id="input-email-for-${id}-provider" type="email" name="email" placeholder="email@example.com" autocomplete="email" required>
<button id="submitButton" type="submit">Sign in with ${name}</button>`;
}
