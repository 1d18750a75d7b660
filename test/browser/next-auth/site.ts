import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { parseCookie } from "cookie";
import { freePort } from "../../harness/port.ts";
import { bundlePage, type Library } from "./bundle.ts";

export interface Asked {
  /** The tab that asked, from the address of its page. */
  readonly tab: string;
  /** Method, path and body. */
  readonly request: string;
}

/** A server with the routes of next-auth 4. The cookie `session` holds the name of the user. */
export interface Site {
  readonly url: string;
  readonly asked: Asked[];
  /** The status of all answers of a path, instead of the usual answer. 0 ends the connection. */
  readonly failures: Map<string, number>;
  /** Answers of a path wait for this promise. */
  readonly holds: Map<string, Promise<void>>;
  /** Returns the address of a page with one of the clients. Names of tabs are letters and digits. */
  page(library: Library, tab: string): string;
  /** Forgets requests, failures and waits. */
  reset(): void;
  stop(): Promise<void>;
}

export const EXPIRES = "2027-01-01T00:00:00.000Z";

export async function startSite(): Promise<Site> {
  const bundles: Record<Library, string> = {
    "next-auth": await bundlePage("next-auth"),
    "signet-auth/next-auth": await bundlePage("signet-auth/next-auth"),
  };
  const libraries = new Map<string, Library>();
  const port = await freePort();
  const site: Omit<Site, "stop"> = {
    url: `http://localhost:${port}`,
    asked: [],
    failures: new Map(),
    holds: new Map(),
    page(library, tab) {
      libraries.set(tab, library);
      return `${site.url}/page?tab=${tab}`;
    },
    reset() {
      site.asked.length = 0;
      site.failures.clear();
      site.holds.clear();
    },
  };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", site.url);
    if (pathname === "/page") {
      return sendPage(response, libraries.get(searchParams.get("tab") ?? ""));
    }
    const library = (["next-auth", "signet-auth/next-auth"] as const).find(
      (name) => pathname === `/${name}.js`,
    );
    if (library) {
      response.setHeader("cache-control", "max-age=3600");
      return response.end(bundles[library]);
    }
    if (!pathname.includes("/auth/")) return response.writeHead(204).end();
    await answer(site, request, response, pathname);
  });
  server.listen(port, "localhost");
  await once(server, "listening");
  return {
    ...site,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function sendPage(response: ServerResponse, library: Library | undefined): void {
  response.setHeader("content-type", "text/html");
  const script = library ? `<script src="/${library}.js"></script>` : "";
  response.end(`<!DOCTYPE html><html lang="en"><title>Page</title><div id="root"></div>${script}`);
}

async function answer(
  site: Omit<Site, "stop">,
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
): Promise<void> {
  const body = await text(request);
  const tab = URL.parse(request.headers.referer ?? "")?.searchParams.get("tab") ?? "";
  site.asked.push({ tab, request: `${request.method} ${pathname} ${body}`.trim() });
  const path = pathname.replace(/^.*\/auth\//, "");
  const name = parseCookie(request.headers.cookie ?? "")["session"];
  const failure = site.failures.get(path);
  const json = failure === undefined ? reply(site, request, response, path, body, name) : {};
  await site.holds.get(path);
  if (failure === 0) return void request.socket.destroy();
  response.statusCode = failure ?? response.statusCode;
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(json));
}

/** Returns the JSON of an answer, and sets its cookie. */
function reply(
  { url }: Pick<Site, "url">,
  { method }: IncomingMessage,
  response: ServerResponse,
  path: string,
  body: string,
  name: string | undefined,
): object {
  const setSession = (value: string, rest = "") =>
    response.setHeader("set-cookie", `session=${value}; Path=/; HttpOnly${rest}`);
  if (path === "csrf") return { csrfToken: "token" };
  if (path === "providers") {
    return { credentials: { id: "credentials", name: "Credentials", type: "credentials" } };
  }
  if (path === "session") {
    const given = method === "POST" && name ? JSON.parse(body).data?.name : undefined;
    if (given) setSession(given);
    return name ? { user: { name: given ?? name }, expires: EXPIRES } : {};
  }
  if (path === "signout") {
    setSession("", "; Max-Age=0");
    return { url: `${url}/page?after=sign-out` };
  }
  const username = new URLSearchParams(body).get("username");
  if (username) {
    setSession(username);
    return { url: `${url}/page?after=sign-in` };
  }
  response.statusCode = 401;
  return { url: `${url}/api/auth/error?error=CredentialsSignin&provider=credentials` };
}
