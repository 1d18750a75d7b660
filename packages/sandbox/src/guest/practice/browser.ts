import { FormData } from "../globals/form-data.ts";
import { clock } from "../globals/runtime.ts";
import type { Browser, BrowserInit, SentRequest } from "./browser-types.ts";
import { Address, Fields, fromEntries, keys, stringify } from "./captured.ts";
import { type CookieJar, cookieJar, type Sender } from "./cookies/jar.ts";
import { isSameSite, isTrustworthy } from "./cookies/site.ts";
import { runPages } from "./pages/run.ts";
import { runHandler } from "./run-handler.ts";

const DEFAULT_ORIGIN = "http://localhost:3000";
const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36";
/** Headers that no script of a page can set (Fetch, section 2.2.2). */
const FORBIDDEN =
  /^(?:cookie2?|host|origin|referer|content-length|connection|te|via|sec-.*|proxy-.*)$/;

/** Creates a browser whose page is at `origin`. */
export function browser({ origin = DEFAULT_ORIGIN }: { origin?: string } = {}): Browser {
  return browserWith(new Address(origin).origin, cookieJar(clock.now));
}

function browserWith(origin: string, jar: CookieJar): Browser {
  const home = new Address("/", origin);
  const absolute = (url: string): URL => new Address(url, home);

  return {
    origin,

    async fetch(handler, url, init = {}) {
      const sent = sentRequest(absolute(url), init, jar);
      const response = await runHandler(handler, sent, {
        params: init.params ?? paramsOf(sent.url),
        proxy: init.proxy ?? false,
      });
      for (const text of response.headers.getSetCookie()) jar.receive(text, sent.url, sent.sender);
      return response;
    },

    async pages(handler, url, init = {}) {
      const sent = sentRequest(absolute(url), init, jar);
      const response = await runPages(handler, {
        ...sent,
        params: init.params ?? paramsOf(sent.url),
      });
      for (const text of response.setCookies) jar.receive(text, sent.url, sent.sender);
      return response;
    },

    headers: (url, init = {}) => sentRequest(absolute(url), init, jar).headers,

    receive(setCookies, url = "/") {
      const from = absolute(url);
      for (const text of setCookies) jar.receive(text, from, OWN);
    },

    get documentCookie() {
      const visible = jar.cookiesFor(home, OWN).filter(({ httpOnly }) => !httpOnly);
      return visible.map(pairText).join("; ");
    },

    get cookies() {
      return fromEntries(
        jar
          .cookiesOf(home)
          .reverse()
          .map(({ name, value }): [string, string] => [name, value]),
      );
    },

    copy: () => browserWith(origin, jar.copy()),
  };
}

/** The dynamic part of the file that auth libraries document: `api/auth/[...nextauth]`. */
function paramsOf({ pathname }: URL): Record<string, string[]> {
  const [, rest] = /^\/api\/auth\/(.+)$/.exec(pathname) ?? [];
  return rest === undefined ? {} : { nextauth: rest.split("/").map(decodeURIComponent) };
}

const OWN: Sender = { isSameSite: true, isNavigation: false, method: "GET" };

function sentRequest(url: URL, init: BrowserInit, jar: CookieJar): SentRequest {
  const method = (init.method ?? (init.body === undefined ? "GET" : "POST")).toUpperCase();
  const page = new Address(init.from ?? url.origin);
  const isNavigation = init.mode === "navigate";
  const sender: Sender = { isSameSite: isSameSite(page, url), isNavigation, method };
  const { text, type } = bodyOf(init.body, isNavigation);
  const cookie = jar.cookiesFor(url, sender).map(pairText).join("; ");
  const isReading = method === "GET" || method === "HEAD";
  const isOwn = page.origin === url.origin;
  const headers: Record<string, string> = {
    host: url.host,
    "user-agent": USER_AGENT,
    accept: isNavigation
      ? "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
      : "*/*",
    "accept-language": "en-US,en;q=0.9",
    ...(cookie === "" ? {} : { cookie }),
    // A link and a page's own reading request carry no Origin (Fetch, section 3.2).
    ...(isReading && (isOwn || isNavigation) ? {} : { origin: page.origin }),
    ...(page.protocol === "https:" && url.protocol === "http:"
      ? {}
      : { referer: `${page.origin}/` }),
    ...(isTrustworthy(url) ? fetchMetadata(page, url, isNavigation) : {}),
    ...(type === null ? {} : { "content-type": type }),
    ...(text === undefined
      ? {}
      : { "content-length": String(new TextEncoder().encode(text).length) }),
    ...(init.bearer === undefined ? {} : { authorization: `Bearer ${init.bearer}` }),
  };
  for (const [name, value] of Object.entries(init.headers ?? {})) {
    const key = name.toLowerCase();
    if (FORBIDDEN.test(key)) {
      throw new TypeError(
        `No page can set the header ${name}: the browser sets it. Use \`from\`, \`mode\` or browser.copy(), or build a Request of your own.`,
      );
    }
    headers[key] = String(value);
  }
  return { url, method, headers, body: text, sender };
}

/** The request headers of "Fetch Metadata" that servers use against cross-site requests. */
function fetchMetadata(page: URL, url: URL, isNavigation: boolean): Record<string, string> {
  const site = isSameSite(page, url) ? "same-site" : "cross-site";
  return {
    "sec-fetch-site": page.origin === url.origin ? "same-origin" : site,
    "sec-fetch-mode": isNavigation ? "navigate" : "cors",
    "sec-fetch-dest": isNavigation ? "document" : "empty",
    ...(isNavigation ? { "sec-fetch-user": "?1" } : {}),
  };
}

/** A form sends its fields urlencoded. A script sends an object as JSON. */
function bodyOf(body: unknown, isForm: boolean): { text: string | undefined; type: string | null } {
  if (body === undefined || body === null) return { text: undefined, type: null };
  const form = "application/x-www-form-urlencoded";
  if (body instanceof Fields || body instanceof FormData) {
    return { text: String(new Fields([...body])), type: form };
  }
  if (isForm && typeof body === "object") {
    const pairs = keys(body).map((name) => [name, String(Reflect.get(body, name))]);
    return { text: String(new Fields(pairs)), type: form };
  }
  if (typeof body === "string") return { text: body, type: "text/plain;charset=UTF-8" };
  return { text: stringify(body), type: "application/json" };
}

function pairText({ name, value }: { name: string; value: string }): string {
  return name === "" ? value : `${name}=${value}`;
}
