import { errorPage } from "../../pages/error.ts";
import { signInPage } from "../../pages/sign-in.ts";
import { signOutPage } from "../../pages/sign-out.ts";
import { verifyRequestPage } from "../../pages/verify-request.ts";
import type { AuthOptions } from "../../types.ts";
import type { RouteContext } from "../context.ts";
import { type AuthResponse, textIn } from "../message.ts";

const HTML: Readonly<Record<string, string>> = { "Content-Type": "text/html" };

/** The errors that the sign-in page shows. */
const SIGN_IN_ERRORS = [
  "Signin",
  "OAuthSignin",
  "OAuthCallback",
  "OAuthCreateAccount",
  "EmailCreateAccount",
  "Callback",
  "OAuthAccountNotLinked",
  "EmailSignin",
  "CredentialsSignin",
  "SessionRequired",
];

/** Responds with the sign-in page, or with a redirect to that of the program. */
export function showSignIn(context: RouteContext): AuthResponse {
  const { settings, request, callbackUrl, setCookies, csrf, providers } = context;
  const { pages, theme } = settings.options;
  if (pages?.signIn) {
    const error = request.error ? `&error=${encodeURIComponent(request.error)}` : "";
    const redirect = `${withQuery(pages.signIn)}callbackUrl=${encodeURIComponent(callbackUrl)}${error}`;
    return { redirect, setCookies };
  }
  const error = textIn(request.query, "error");
  const html = signInPage({ csrfToken: csrf.token, providers, callbackUrl, error, theme });
  return { headers: HTML, body: html, setCookies };
}

/** Responds with the page that asks whether to sign out, or with a redirect to that of the program. */
export function showSignOut({ settings, csrf, setCookies }: RouteContext): AuthResponse {
  const { pages, theme } = settings.options;
  if (pages?.signOut) return { redirect: pages.signOut, setCookies };
  const html = signOutPage({ url: settings.url.base, csrfToken: csrf.token, theme });
  return { headers: HTML, body: html, setCookies };
}

export function showVerifyRequest({ settings, setCookies }: RouteContext): AuthResponse {
  const { pages, theme } = settings.options;
  if (pages?.verifyRequest) return { redirect: pages.verifyRequest, setCookies };
  return {
    headers: HTML,
    body: verifyRequestPage({ url: settings.url.base, theme }),
    setCookies,
  };
}

/** Responds with the error page, or with a redirect to the page that shows the error. */
export function showError({ settings, request, setCookies }: RouteContext): AuthResponse {
  const { url, options } = settings;
  const { error } = request;
  if (error !== undefined && SIGN_IN_ERRORS.includes(error)) {
    return { redirect: `${url}/signin?error=${error}`, setCookies };
  }
  if (options.pages?.error) {
    const redirect = `${withQuery(options.pages.error)}error=${encodeURIComponent(String(error))}`;
    return { redirect, setCookies };
  }
  return { ...errorHtml(options, error, url.base), setCookies };
}

/** Responds with the error page. */
export function errorHtml(
  { theme }: Partial<AuthOptions>,
  error: string | undefined,
  url?: string,
): AuthResponse {
  const { status, html } = errorPage({ url, error, theme });
  return { status, headers: HTML, body: html };
}

function withQuery(page: string): string {
  return `${page}${page.includes("?") ? "&" : "?"}`;
}
