import { parseSetCookie, stringifyCookie } from "cookie";

const ORIGIN = new URL("http://localhost:3000");

/** The cookies of a browser, as far as sessions need them. */
export interface TestBrowser {
  /** Stores the cookies of `Set-Cookie` headers of a response. `Max-Age=0` deletes a cookie. */
  receive(setCookies: readonly string[]): void;
  /** Returns the headers of a same-origin POST request with all cookies. */
  headers(): TestBrowserHeaders;
}

// An interface has no implicit index signature, so the engine would not accept it as headers.
export type TestBrowserHeaders = {
  readonly cookie: string;
  readonly host: string;
  readonly origin: string;
  readonly "sec-fetch-site": string;
};

/**
 * Creates a browser on http://localhost:3000, where cookie names have no `__Host-` prefix.
 *
 * @example
 * ```ts
 * import { createSignet, jwt } from "signet-auth";
 * import { testBrowser } from "signet-auth/testing";
 *
 * const secret = "a-secret-for-tests-0123456789-0123456789";
 * const signet = createSignet({ strategy: jwt(), secret });
 * const browser = testBrowser();
 * const { setCookies } = await signet.signIn(browser.headers(), { userId: "ada" });
 * browser.receive(setCookies);
 * ```
 */
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
