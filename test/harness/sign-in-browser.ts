import assert from "node:assert/strict";
import { parseCookie } from "cookie";
import { testBrowser } from "signet-auth/testing";

/** The part of `auth` that answers requests. */
interface Site {
  readonly handlers: Readonly<
    Record<
      "GET" | "POST",
      (
        request: Request,
        context: { params: Promise<Record<string, string | string[] | undefined>> },
      ) => Promise<Response>
    >
  >;
}

/** A browser of one person at the endpoints of a site, in this process. */
export interface SignInBrowser {
  /** The names of the cookies that it keeps. */
  cookieNames(): string[];
  /** Opens an address, such as the link of a mail. Returns the text of the page. */
  open(url: string): Promise<{ readonly status: number; readonly text: string }>;
  /** Presses the button of the page that `open` returned. */
  press(page: string): Promise<{ readonly status: number; readonly text: string }>;
  /** Calls an endpoint below `/api/auth` as a script does. Returns the outcome. */
  call(path: string, input?: object): Promise<Record<string, unknown>>;
  /** Returns the session as `GET session` shows it; `null` without one. */
  session(): Promise<Record<string, unknown> | null>;
}

const ORIGIN = "http://localhost:3000";
const BASE = "/api/auth/";

/** Creates a browser without cookies. */
export function signInBrowser({ handlers }: Site): SignInBrowser {
  const cookies = testBrowser();

  async function fetch(method: "GET" | "POST", url: URL, init: RequestInit): Promise<Response> {
    assert.equal(url.origin, ORIGIN);
    assert(url.pathname.startsWith(BASE), `${url.pathname} is no endpoint.`);
    const headers = new Headers(init.headers);
    headers.set("host", url.host);
    headers.set("cookie", cookies.headers().cookie);
    const path = url.pathname.slice(BASE.length).split("/");
    const request = new Request(url, { ...init, method, headers });
    const response = await handlers[method](request, { params: Promise.resolve({ path }) });
    cookies.receive(response.headers.getSetCookie());
    return response;
  }

  const asPage = { accept: "text/html", "sec-fetch-mode": "navigate" };
  const asScript = { accept: "application/json", "sec-fetch-mode": "cors" };
  const ofSite = { origin: ORIGIN, "sec-fetch-site": "same-origin" };

  return {
    cookieNames: () => Object.keys(parseCookie(cookies.headers().cookie)),

    async open(url) {
      // A link in a mail comes from another site.
      const headers = { ...asPage, "sec-fetch-site": "cross-site" };
      const response = await fetch("GET", new URL(url), { headers });
      return { status: response.status, text: await response.text() };
    },

    async press(page) {
      const action = /<form method="post" action="([^"]+)">/.exec(page)?.[1];
      assert(action !== undefined, "The page has no form.");
      const fields = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
      const body = new URLSearchParams(fields.map(([, name = "", value = ""]) => [name, value]));
      const headers = { ...asPage, ...ofSite };
      const response = await fetch("POST", new URL(action), { headers, body });
      return { status: response.status, text: await response.text() };
    },

    async call(path, input = {}) {
      const headers = { ...asScript, ...ofSite, "content-type": "application/json" };
      const body = JSON.stringify(input);
      const response = await fetch("POST", new URL(BASE + path, ORIGIN), { headers, body });
      return response.json();
    },

    async session() {
      const response = await fetch("GET", new URL(`${BASE}session`, ORIGIN), { headers: asScript });
      const { session } = await response.json();
      return session;
    },
  };
}
