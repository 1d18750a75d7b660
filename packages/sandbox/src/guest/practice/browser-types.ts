import type { Sender } from "./cookies/jar.ts";
import type { PagesHandler, PagesResponse } from "./pages/run.ts";

export interface BrowserInit {
  /** Default: "GET", and "POST" with a body. */
  method?: string;
  headers?: Record<string, string>;
  /** An object is sent as JSON, and in the mode "navigate" as a form. */
  body?: unknown;
  /** The origin of the page that sends the request. Default: the origin of the URL. */
  from?: string;
  /** "navigate" is a link or a form; "fetch" is a script or an image. Default "fetch". */
  mode?: "navigate" | "fetch";
  /** The token of the header `Authorization: Bearer …`. */
  bearer?: string;
  /**
   * The values of the dynamic parts of the file's name, such as `{ id: "7" }`. Default for `/api/auth/a/b`:
   * `{ nextauth: ["a", "b"] }`, as for the file `api/auth/[...nextauth].ts`.
   */
  params?: Record<string, string | string[]>;
  /** For a function of `proxy.ts`, which may return nothing to let the request pass. */
  proxy?: boolean;
}

/**
 * A Route Handler, a function of `proxy.ts`, or another function of a `Request`. It returns a `Response`, or a
 * promise of it.
 */
export type Handler = (
  request: never,
  context: { params: Promise<Record<string, string | string[]>> },
) => unknown;

/**
 * A browser with cookies, by the rules of RFC 6265bis. A cookie without `SameSite` is Lax. Cookies of other
 * sites are not blocked. Redirects are not followed.
 */
export interface Browser {
  /** The origin of URLs that are paths. */
  readonly origin: string;
  /**
   * Sends a request as the page of `init.from` would, and keeps the cookies of the response. In a handler work
   * `cookies()` and `headers()` of "next/headers", while no other request runs. `redirect()` and `notFound()`
   * become responses, as in Next.
   */
  fetch(handler: Handler, url: string, init?: BrowserInit): Promise<Response>;
  /** The same for an API route of the Pages Router. The promise rejects with an error of the handler. */
  pages(handler: PagesHandler, url: string, init?: BrowserInit): Promise<PagesResponse>;
  /**
   * The headers of the next request to a URL. The methods above build on it. Throws for headers that no page
   * can set, such as `Cookie` and `Origin`.
   */
  headers(url: string, init?: BrowserInit): Record<string, string>;
  /** Stores cookies of `Set-Cookie` headers of a response from a URL. */
  receive(setCookies: readonly string[], url?: string): void;
  /** What a script of the page reads: no HttpOnly cookie. */
  readonly documentCookie: string;
  /** All cookies of the default origin by name. */
  readonly cookies: Record<string, string>;
  /** Returns another browser with a copy of the cookies. */
  copy(): Browser;
}

/** A request as it leaves the browser. */
export interface SentRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
  readonly sender: Sender;
}
