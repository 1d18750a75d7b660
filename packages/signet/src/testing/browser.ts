import { parseSetCookie, stringifyCookie } from "cookie";

/** What a browser does with cookies, as far as sessions need it. */
export interface TestBrowser {
  /** Takes `Set-Cookie` texts, as from a response. */
  receive(setCookies: readonly string[]): void;
  /** The headers of the next request. */
  headers(): { readonly cookie: string; readonly host: string };
}

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
      host: "localhost:3000",
    }),
  };
}
