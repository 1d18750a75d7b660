/** The types of the module "practice", which programs of the sandbox can import. */
declare module "practice" {
  /** Compares the result of a call with the wanted value, or with a matcher, and shows both to the learner. */
  export function check(call: string, run: () => unknown, wanted: unknown): Promise<void>;
  /** Matches a call that throws or rejects. `message` is a part of its message. */
  export function throws(message?: string): Matcher;
  /** Matches a value for which `holds` returns `true`. `text` says what is wanted. */
  export function satisfies(text: string, holds: (value: never) => boolean): Matcher;
  export interface Matcher {
    readonly text: string;
  }

  /** The clock of the sandbox: `Date`, `performance.now` and timers use it. */
  export const clock: {
    /** Moves the clock. A text is a number and a unit: "90s", "59m", "1h", "2d". */
    advance(time: number | string): Promise<void>;
    now(): number;
  };

  /** Records a step of a trace. */
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

  /** Runs a function `times` times and records the real time that it took. */
  export function measure(name: string, times: number, run: () => unknown): Promise<void>;

  /** A browser with cookies. It keeps the rules of `Path`, `Domain`, `Secure`, `HttpOnly` and `SameSite`. */
  export interface Browser {
    /** Sends a request as the page of `origin` would, and keeps the cookies of the response. */
    fetch(handler: Handler, url: string, init?: BrowserInit): Promise<Response>;
    /** The same for an API route of the Pages Router. */
    pages(handler: PagesHandler, url: string, init?: BrowserInit): Promise<PagesResponse>;
    /** The headers of the next request to a URL. The methods above build on it. */
    headers(url: string, init?: BrowserInit): Record<string, string>;
    /** Stores cookies of `Set-Cookie` headers of a response from a URL. */
    receive(setCookies: readonly string[], url?: string): void;
    /** What a script of the page reads: no HttpOnly cookie. */
    readonly documentCookie: string;
    /** All cookies of the default site by name. */
    readonly cookies: Record<string, string>;
    /** Returns a browser with the same cookies: somebody copied them. */
    copy(): Browser;
  }
  export interface BrowserInit {
    method?: string;
    headers?: Record<string, string>;
    body?: unknown;
    /** The origin of the page that sends the request. Default: the origin of the URL. */
    from?: string;
    /** "navigate" is a link or a form; "fetch" is a script or an image. Default "fetch". */
    mode?: "navigate" | "fetch";
    bearer?: string;
  }
  export type Handler = (request: Request) => Response | Promise<Response>;
  export type PagesHandler = (req: never, res: never) => unknown;
  export interface PagesResponse {
    status: number;
    headers: Record<string, string | string[]>;
    setCookies: string[];
    body: string;
    json(): unknown;
    /** Whether the handler ended the response. */
    ended: boolean;
  }
  export function browser(): Browser;

  /** Runs code of the App Router in a request: `cookies()` and `headers()` of "next/headers" work in it. */
  export function inRequest<Result>(
    browser: Browser,
    run: () => Promise<Result>,
    options?: { render?: boolean; url?: string },
  ): Promise<Result>;

  /** A store that counts its calls and can fail. It wraps `memoryStore()`. */
  export function countingStore(): {
    store: never;
    counts: Record<string, number>;
    /** While true, each call fails as if the server were away. */
    down: boolean;
    /** Whether readers hear of revocations. */
    feedCut: boolean;
    records(): Promise<Record<string, unknown>>;
  };

  /** Returns a token with the same claims and `changes`, signed with another key: a forged one. */
  export function forge(token: string, changes: Record<string, unknown>): string;
  /** Returns the token with one character of its signature changed. */
  export function damage(token: string): string;
}
