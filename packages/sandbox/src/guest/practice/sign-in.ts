import type { Browser } from "./browser-types.ts";
import { Fields } from "./captured.ts";
import type { PagesHandler, PagesResponse } from "./pages/run.ts";

/**
 * Signs in with the credentials provider of next-auth, as `signIn("credentials", fields)` of its client does:
 * it reads the CSRF token and posts the fields. Returns the response of the sign-in.
 *
 * @param handler the default export of `pages/api/auth/[...nextauth].ts`.
 */
export async function signInWithCredentials(
  browser: Browser,
  handler: PagesHandler,
  fields: Record<string, string>,
  basePath = "/api/auth",
): Promise<PagesResponse> {
  const csrf = await browser.pages(handler, `${basePath}/csrf`, { params: { nextauth: ["csrf"] } });
  const { csrfToken } = csrf.json() as { csrfToken: string };
  return browser.pages(handler, `${basePath}/callback/credentials`, {
    method: "POST",
    body: new Fields({ ...fields, csrfToken, callbackUrl: "/", json: "true" }),
    params: { nextauth: ["callback", "credentials"] },
  });
}
