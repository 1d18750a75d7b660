import { apiBaseUrl } from "./environment.ts";
import { followAnswer, go } from "./navigate.ts";
import type { PageWindow } from "./page.ts";
import { type FormAnswer, postForm } from "./post-form.ts";
import { getCsrfToken, getProviders } from "./read.ts";
import { dropReads, refreshAfterChange } from "./refresh.ts";
import { hasProvider } from "./store.ts";
import { announce } from "./tabs.ts";
import type {
  BuiltInProviderType,
  LiteralUnion,
  RedirectableProviderType,
  SignInAuthorizationParams,
  SignInOptions,
  SignInResponse,
} from "./types.ts";

declare const window: PageWindow;

/** The result of `signIn`: of providers that can answer without a redirect, or of others. */
type SignInResult<Provider> = Provider extends RedirectableProviderType
  ? SignInResponse | undefined
  : undefined;

/**
 * Signs in with a provider. Without a provider it goes to the sign-in page. With `redirect: false` it
 * returns the result and the page stays. All options are sent to the server, so the credentials are
 * among them.
 *
 * @param authorizationParams the query of the request
 * @throws the error of `fetch` when the server cannot be reached
 * @example
 * ```ts
 * import { signIn } from "signet-auth/next-auth/react";
 *
 * const result = await signIn("credentials", { username: "ada", password: "…", redirect: false });
 * if (result?.error) console.log("The sign-in failed:", result.error);
 * ```
 */
export function signIn<Provider extends RedirectableProviderType | undefined = undefined>(
  provider?: LiteralUnion<
    Provider extends RedirectableProviderType ? Provider | BuiltInProviderType : BuiltInProviderType
  >,
  options?: SignInOptions,
  authorizationParams?: SignInAuthorizationParams,
): Promise<SignInResult<Provider>>;
export async function signIn(
  provider?: string,
  options: SignInOptions = {},
  authorizationParams?: SignInAuthorizationParams,
): Promise<SignInResponse | undefined> {
  const { callbackUrl = window.location.href, redirect = true } = options;
  const baseUrl = apiBaseUrl();
  const providers = await getProviders();
  if (providers === null) return leave(`${baseUrl}/error`);
  const chosen = provider && Object.hasOwn(providers, provider) ? providers[provider] : undefined;
  if (chosen === undefined) {
    return leave(`${baseUrl}/signin?${new URLSearchParams({ callbackUrl })}`);
  }

  const isCredentials = chosen.type === "credentials";
  const query = authorizationParams ? `?${queryOf(authorizationParams)}` : "";
  const url = `${baseUrl}/${isCredentials ? "callback" : "signin"}/${provider}${query}`;
  const csrfToken = await getCsrfToken();
  const answer = await postForm(url, { ...options, csrfToken, callbackUrl, json: true });
  if (redirect || !(isCredentials || chosen.type === "email")) {
    if (answer.ok && isCredentials) announce("getSession");
    if (answer.failed && answer.url === undefined) return leave(`${baseUrl}/error`);
    followAnswer(answer.url, callbackUrl);
    return undefined;
  }
  return resultOf(answer);
}

function queryOf(params: SignInAuthorizationParams): URLSearchParams {
  const pairs = Array.isArray(params)
    ? params.map(([name = "", value = ""]): [string, string] => [name, value])
    : params;
  return new URLSearchParams(pairs);
}

async function resultOf(answer: FormAnswer): Promise<SignInResponse> {
  if (answer.ok) {
    dropReads();
    if (hasProvider()) await refreshAfterChange();
    else announce("getSession");
  }
  const { ok, status, url } = answer;
  if (url === undefined) {
    // The server named no URL: it failed before it decided.
    return { error: answer.error ?? "Default", status, ok: false, url: null };
  }
  const error = new URL(url, window.location.href).searchParams.get("error");
  return { error, status, ok, url: error ? null : url };
}

function leave(url: string): undefined {
  go(url);
}
