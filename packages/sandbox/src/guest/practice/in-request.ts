import { requestOf, runIn } from "../next/current.ts";
import { isRedirectError } from "../next/errors.ts";
import type { Browser } from "./browser-types.ts";
import { Address } from "./captured.ts";

export interface InRequestOptions {
  /** Whether the code renders a page, which cannot set cookies. Default: an action, which can. */
  readonly render?: boolean;
  readonly url?: string;
}

/**
 * Runs code of the App Router in a request of a browser. `cookies()` and `headers()` of "next/headers" belong to
 * this request until the code ends. Then the browser gets the cookies, also after a `redirect()`.
 */
export async function inRequest<Result>(
  browser: Browser,
  run: () => Promise<Result>,
  { render = false, url = "/" }: InRequestOptions = {},
): Promise<Result> {
  const sent = browser.headers(url, render ? { mode: "navigate" } : { method: "POST" });
  const address = new Address(url, browser.origin);
  const request = requestOf(address, sent, render ? "render" : "action");
  try {
    const result = await runIn(request, run);
    browser.receive(request.setCookies(), url);
    return result;
  } catch (error) {
    if (isRedirectError(error)) browser.receive(request.setCookies(), url);
    throw error;
  }
}
