import { apiBaseUrl } from "./environment.ts";
import { followAnswer } from "./navigate.ts";
import type { PageWindow } from "./page.ts";
import { type FormAnswer, postForm } from "./post-form.ts";
import { getCsrfToken } from "./read.ts";
import { dropReads, refresh, refreshAfterChange } from "./refresh.ts";
import { SIGNED_OUT } from "./revision.ts";
import { hasProvider, isWaiting, learn } from "./store.ts";
import { announce } from "./tabs.ts";
import type { SignOutParams, SignOutResponse } from "./types.ts";

declare const window: PageWindow;

/**
 * Signs out, and lets the other tabs know. With `redirect: false` the page stays, and the result has
 * the URL to go to.
 *
 * @throws Error when the server fails, because the session may still be live; the error of `fetch` when
 *   the server cannot be reached
 * @example
 * ```ts
 * import { signOut } from "signet-auth/next-auth/react";
 *
 * await signOut({ callbackUrl: "/" });
 * ```
 */
export function signOut<Redirect extends boolean = true>(
  options?: SignOutParams<Redirect>,
): Promise<Redirect extends true ? undefined : SignOutResponse>;
export async function signOut({
  callbackUrl = window.location.href,
  redirect = true,
}: SignOutParams<boolean> = {}): Promise<object | undefined> {
  const csrfToken = await getCsrfToken();
  const answer = await postSignOut({ csrfToken, callbackUrl, json: true });
  if (answer.failed) {
    throw new Error(
      `[next-auth]: The sign-out failed with status ${answer.status}. The session may still be live. Try again.`,
    );
  }
  announce("signout", answer.ok ? SIGNED_OUT : undefined);
  if (redirect) {
    followAnswer(answer.url, callbackUrl);
    return undefined;
  }
  // Quiet, because the other tabs know already.
  const isKnown = hasProvider() && (await refreshAfterChange(true));
  // The server has signed out. It need not answer once more for the page to show that.
  if (!isKnown && answer.ok) learn(null, "change");
  return answer.body;
}

/** Posts the sign-out. No read that began before its answer counts. */
async function postSignOut(fields: Record<string, unknown>): Promise<FormAnswer> {
  dropReads();
  try {
    return await postForm(`${apiBaseUrl()}/signout`, fields);
  } finally {
    dropReads();
    // The first read of the page may have been dropped, and the sign-out may have failed.
    if (isWaiting()) void refresh();
  }
}
