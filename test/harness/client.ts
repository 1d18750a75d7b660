import { parseSetCookie } from "cookie";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** An HTTP client that keeps cookies. Unlike a browser, it adds no other header by itself. */
export interface Client {
  send(path: string, init?: RequestInit): Promise<Answer>;
  /** Returns the Cookie header of the next request. */
  cookie(): string;
}

/**
 * Creates a client without cookies.
 *
 * @param always headers of every request
 */
export function httpClient(url: string, always: Readonly<Record<string, string>> = {}): Client {
  const cookies = new Map<string, string>();
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  return {
    cookie,
    async send(path, init = {}) {
      const headers = new Headers(always);
      new Headers(init.headers).forEach((value, name) => {
        headers.set(name, value);
      });
      if (cookies.size > 0 && !headers.has("cookie")) headers.set("cookie", cookie());
      const response = await fetch(url + path, { ...init, headers, redirect: "manual" });
      for (const text of response.headers.getSetCookie()) {
        const { name, value = "", maxAge } = parseSetCookie(text, { decode: (raw) => raw });
        if (maxAge === 0) cookies.delete(name);
        else cookies.set(name, value);
      }
      return { status: response.status, headers: response.headers, text: await response.text() };
    },
  };
}
