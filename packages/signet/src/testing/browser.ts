import { parseSetCookie, stringifyCookie } from "cookie";

const ORIGIN = new URL("http://localhost:3000");

/** What a browser does with cookies, as far as sessions need it. */
export interface TestBrowser {
  /** Takes `Set-Cookie` texts, as from a response. */
  receive(setCookies: readonly string[]): void;
  /** The headers of the next request: a form or a `fetch` of the site's own page, by POST. */
  headers(): TestBrowserHeaders;
}

// Not an interface, which would not pass for the headers that an engine takes.
export type TestBrowserHeaders = {
  readonly cookie: string;
  readonly host: string;
  readonly origin: string;
  readonly "sec-fetch-site": string;
};

/** A browser that has opened http://localhost, where cookies carry no prefix. */
export function testBrowser(): TestBrowser {
  const cookies = new Map<string, string>();
  return {
    receive(setCookies) {
      for (const text of setCookies) {
        const { name, value = "", maxAge } = parseSetCookie(text, { decode: (raw) => raw });
        if (maxAge === 0) cookies.delete(name);
        else cookies.set(name, value);
      }
    },
    headers: () => ({
      cookie: stringifyCookie(Object.fromEntries(cookies), { encode: (value) => value }),
      host: ORIGIN.host,
      origin: ORIGIN.origin,
      "sec-fetch-site": "same-origin",
    }),
  };
}
