import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import { text } from "node:stream/consumers";

/** A browser without scripts: it keeps cookies by origin, and follows redirects only when it is told to. */
export interface WebBrowser {
  /** Sends a request with the cookies of its origin, and keeps the cookies of the response. */
  request(url: string, form?: Readonly<Record<string, string>>, site?: Site): Promise<Response>;
  /** Follows redirects until a page, or until an address that begins with one of `until`. */
  follow(url: string, until?: readonly string[]): Promise<Landing>;
  /** Posts the form of a page, and follows as `follow`. */
  submit(
    page: Landing,
    fields: Readonly<Record<string, string>>,
    until?: readonly string[],
  ): Promise<Landing>;
  /** The cookies of an origin. */
  cookies(origin: string): string;
}

/** Where the browser came to: an address, with the page if the browser loaded it. */
export interface Landing {
  readonly url: string;
  readonly status: number | null;
  readonly html: string;
}

/** The value of `Sec-Fetch-Site`: who sent the browser to an address. */
type Site = "none" | "same-origin" | "cross-site";

const MOST_REDIRECTS = 12;

export function webBrowser(): WebBrowser {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (origin: string) => {
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    return jar;
  };
  const cookies = (origin: string) =>
    [...jarOf(origin)].map(([name, value]) => `${name}=${value}`).join("; ");

  async function request(
    url: string,
    form?: Readonly<Record<string, string>>,
    site: Site = form === undefined ? "none" : "same-origin",
  ): Promise<Response> {
    const { origin } = new URL(url);
    const body = form === undefined ? null : new URLSearchParams(form).toString();
    const response = await send(url, body, {
      accept: "text/html",
      cookie: cookies(origin),
      "sec-fetch-mode": "navigate",
      "sec-fetch-site": site,
      ...(body === null ? {} : { origin, "content-type": "application/x-www-form-urlencoded" }),
    });
    for (const cookie of response.headers.getSetCookie()) keep(jarOf(origin), cookie);
    return response;
  }

  async function follow(url: string, until: readonly string[] = []): Promise<Landing> {
    return load(url, await request(url), until);
  }

  async function load(at: string, first: Response, until: readonly string[]): Promise<Landing> {
    let [url, response] = [at, first];
    const from = new URL(at).origin;
    for (let redirects = 0; redirects < MOST_REDIRECTS; redirects++) {
      const location = response.headers.get("location");
      if (location === null) return { url, status: response.status, html: await response.text() };
      await response.body?.cancel();
      url = new URL(location, url).href;
      const target = url;
      if (until.some((start) => target.startsWith(start))) return { url, status: null, html: "" };
      response = await request(url, undefined, url.startsWith(from) ? "same-origin" : "cross-site");
    }
    throw new Error(`Too many redirects, the last one to ${url}`);
  }

  return {
    request,
    follow,
    cookies,
    async submit({ url, html }, fields, until = []) {
      const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1];
      if (action === undefined)
        throw new Error(`There is no form at ${url}: ${html.slice(0, 200)}`);
      const target = new URL(action.replaceAll("&amp;", "&"), url).href;
      const form = { ...hiddenFields(html), ...fields };
      return load(target, await request(target, form), until);
    },
  };
}

/** Sends a request by `node:http`, because `fetch` sets `Sec-Fetch-Mode` itself. */
async function send(
  url: string,
  body: string | null,
  headers: OutgoingHttpHeaders,
): Promise<Response> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = httpRequest(url, { method: body === null ? "GET" : "POST", headers }, resolve);
    sent.on("error", reject).end(body ?? undefined);
  });
  const received = new Headers();
  for (const [name, values] of Object.entries(answer.headersDistinct)) {
    for (const value of values ?? []) received.append(name, value);
  }
  return new Response(await text(answer), { status: answer.statusCode ?? 0, headers: received });
}

function keep(jar: Map<string, string>, cookie: string): void {
  const [pair = "", ...attributes] = cookie.split(";");
  const at = pair.indexOf("=");
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
  const isGone = attributes.some(
    (one) =>
      /^\s*max-age=(?:0|-)/i.test(one) ||
      (/^\s*expires=/i.test(one) && Date.parse(one.slice(one.indexOf("=") + 1)) < Date.now()),
  );
  if (isGone || value === "") jar.delete(name);
  else jar.set(name, value);
}

function hiddenFields(html: string): Record<string, string> {
  const inputs = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return Object.fromEntries([...inputs].map(([, name, value]) => [name ?? "", value ?? ""]));
}

/** Signs in at the provider's pages, and consents, until the browser is sent back to the application. */
export async function visitProvider(
  browser: WebBrowser,
  authorizationUrl: string,
  login: string,
): Promise<Landing> {
  const back = new URL(authorizationUrl).searchParams.get("redirect_uri");
  if (back === null) throw new Error("The address has no redirect_uri.");
  let page = await browser.follow(authorizationUrl, [back]);
  for (let pages = 0; pages < 4 && !page.url.startsWith(back); pages++) {
    const fields: Record<string, string> = page.html.includes('name="login"')
      ? { login, password: "any" }
      : {};
    page = await browser.submit(page, fields, [back]);
  }
  return page;
}
