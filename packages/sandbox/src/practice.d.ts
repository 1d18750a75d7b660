/** The types of the module "practice", which programs of the sandbox can import. */
declare module "practice" {
  import type { NextRequest } from "next/server";
  import type { FeedStore } from "signet-auth";

  /**
   * Compares the result of a call with the wanted value, or with a matcher, and shows both to the learner.
   * It awaits a promise. An error of the call is shown as `Name: message`. Checks are recorded in the order
   * in which they began. The promise never rejects.
   */
  export function check(call: string, run: () => unknown, wanted: unknown): Promise<void>;
  /** Matches a call that throws or rejects. `message` is a part of the error's message. */
  export function throws(message?: string): Matcher;
  /** Matches a value for which `holds` returns `true`. `text` says what is wanted. */
  export function satisfies(text: string, holds: (value: never) => boolean): Matcher;
  export interface Matcher {
    readonly text: string;
  }

  /** The clock of the sandbox: `Date`, `performance.now` and timers use it. */
  export const clock: {
    /**
     * Moves the clock, and runs the timers that are due on the way. Await it. A number is milliseconds. A text
     * is a number and a unit: "500ms", "90s", "59m", "1h", "2d".
     */
    advance(time: number | string): Promise<void>;
    /** Milliseconds since the Unix epoch. */
    now(): number;
  };

  /** Records a step of a trace. A text stays as it is; other values get the text of the console. */
  export function frame(step: {
    title: string;
    what: string;
    where: string;
    input?: unknown;
    output?: unknown;
    variables?: Record<string, unknown>;
    cookies?: Record<string, string>;
    store?: Record<string, unknown> | null;
  }): void;

  /** Runs a function `times` times, one after another, and records the real time that it took. */
  export function measure(name: string, times: number, run: () => unknown): Promise<void>;

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
  /** A Route Handler, a function of `proxy.ts`, or another function of a `Request`. */
  export type Handler = (
    request: NextRequest,
    context: { params: Promise<Record<string, string | string[]>> },
  ) => Response | undefined | Promise<Response | undefined>;
  export type PagesHandler = (req: never, res: never) => unknown;
  export interface PagesResponse {
    status: number;
    headers: Record<string, string | string[]>;
    /** The `Set-Cookie` texts that arrived: none before the head of the response was sent. */
    setCookies: string[];
    body: string;
    json(): unknown;
    /** Whether the handler ended the response. */
    ended: boolean;
  }
  /** Creates a browser. `origin` is the default for URLs that are paths: http://localhost:3000. */
  export function browser(options?: { origin?: string }): Browser;

  /**
   * Signs in with the credentials provider of next-auth: reads the CSRF token and posts the fields to the own
   * routes of next-auth, as `signIn("credentials", fields)` of its client does. Returns the response.
   */
  export function signInWithCredentials(
    browser: Browser,
    handler: PagesHandler,
    fields: Record<string, string>,
    basePath?: string,
  ): Promise<PagesResponse>;

  /**
   * Runs code of the App Router in a request: `cookies()` and `headers()` of "next/headers" work in it. By default
   * the code is an action. With `render` it renders a page and cannot set cookies. While several requests run,
   * `cookies()` and `headers()` throw.
   */
  export function inRequest<Result>(
    browser: Browser,
    run: () => Promise<Result>,
    options?: { render?: boolean; url?: string },
  ): Promise<Result>;

  /** A store that counts its calls and can fail. It wraps `memoryStore()`. */
  export function countingStore(): {
    store: FeedStore;
    /** Calls by the name of the operation, such as `find`. */
    counts: Record<string, number>;
    /** While true, each call rejects, as if the server of the store did not answer. */
    down: boolean;
    /** While true, the feed cannot be read, and no hints arrive. */
    feedCut: boolean;
    /** Returns the records by id, without the hashes of their secrets. It counts no call. */
    records(): Promise<Record<string, unknown>>;
  };

  /** Returns a JWT with the same claims and `changes`, signed with another key: a forged one. */
  export function forge(token: string, changes: Record<string, unknown>): string;
  /** Returns a JWT, or a seal of iron-session, with one character of its signature changed. */
  export function damage(token: string): string;
}
