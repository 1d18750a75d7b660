import { hasCurrentRequest, requestOf, setCurrentRequest } from "../next/current.ts";
import { forwardedHeaders } from "../next/forwarded.ts";
import { isRedirectError } from "../next/navigation.ts";
import type { Browser } from "./browser.ts";
import { Address } from "./captured.ts";

export interface InRequestOptions {
  /** Whether the code renders a page, which cannot set cookies. Default: an action, which can. */
  readonly render?: boolean;
  readonly url?: string;
}

/**
 * Runs code of the App Router in a request of a browser. `cookies()` and `headers()` of "next/headers" belong to
 * this request until the code ends. Then the browser gets the cookies, also after a `redirect()`.
 *
 * @throws {Error} if another request still runs: the sandbox has no `AsyncLocalStorage`.
 */
export async function inRequest<Result>(
  browser: Browser,
  run: () => Promise<Result>,
  { render = false, url = "/" }: InRequestOptions = {},
): Promise<Result> {
  if (hasCurrentRequest()) {
    throw new Error("inRequest() runs one request at a time. Await the former call first.");
  }
  const sent = browser.headers(url, render ? { mode: "navigate" } : { method: "POST" });
  const address = new Address(url, `http://${sent["host"]}`);
  const request = requestOf({ ...sent, ...forwardedHeaders(address) }, !render);
  setCurrentRequest(request);
  try {
    const result = await run();
    browser.receive(request.setCookies(), url);
    return result;
  } catch (error) {
    if (isRedirectError(error)) browser.receive(request.setCookies(), url);
    throw error;
  } finally {
    for (const task of request.after) await task();
    setCurrentRequest(null);
  }
}
