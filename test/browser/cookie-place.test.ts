import type { Browser, BrowserContext, Frame, Page } from "playwright-core";
import {
  type CookieOptions,
  createSignet,
  database,
  memoryStore,
  SignetError,
  type Strategy,
} from "signet-auth";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../harness/chromium.ts";
import { type HttpsServer, startHttps } from "../harness/https-server.ts";

const secret = "a-secret-for-cookies-in-chromium-0123456789";
const DOMAIN: CookieOptions = { domain: "example.test" };
const FRAME: CookieOptions = { sameSite: "none", partitioned: true };

let browser: Browser;
let context: BrowserContext;
let page: Page;
let servers: HttpsServer[] = [];

beforeAll(async () => {
  browser = await launchChromium([
    "--host-resolver-rules=MAP *.test 127.0.0.1",
    "--test-third-party-cookie-phaseout",
  ]);
});
afterEach(async () => {
  await context.close();
  for (const server of servers) server.stop();
  servers = [];
});
afterAll(() => browser.close());

async function newVisitor(): Promise<void> {
  context = await browser.newContext({ ignoreHTTPSErrors: true });
  page = await context.newPage();
  page.setDefaultTimeout(5_000);
}

/** Starts a server of an app whose page shows its user and buttons to sign in and out. */
async function startApp(strategy: Strategy, cookie: CookieOptions): Promise<HttpsServer> {
  const signet = createSignet({ strategy, secret, cookie });
  async function answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === "/favicon.ico") return new Response(null, { status: 404 });
    if (pathname === "/sign-in") {
      return afterwards(pathname, (await signet.signIn(request, { userId: "ada" })).setCookies);
    }
    if (pathname === "/sign-out") return afterwards(pathname, await signet.signOut(request));
    const reading = await signet.read(request);
    const user = reading.status === "active" ? reading.session.userId : reading.status;
    return html(`<p>${user}</p>${form("sign-in")}${form("sign-out")}`, {
      setCookies: await signet.renew(request, reading),
    });
  }
  const server = await startHttps((request) =>
    answer(request).catch((error: unknown) => {
      const code = error instanceof SignetError ? error.code : String(error);
      return html(`<p>${code}</p>`, { status: code === "cross-site" ? 403 : 500 });
    }),
  );
  servers.push(server);
  return server;
}

/** Starts the server of a site that embeds a page, and whose form posts into the frame. */
async function startEmbedder(address: string): Promise<HttpsServer> {
  const server = await startHttps(async () =>
    html(
      `<iframe name="app" src="${address}"></iframe>
      <form method="post" action="${address}sign-out" target="app"><button>forge</button></form>`,
    ),
  );
  servers.push(server);
  return server;
}

function form(action: string): string {
  return `<form method="post" action="/${action}"><button>${action}</button></form>`;
}

function html(body: string, { setCookies = [] as string[], status = 200 } = {}): Response {
  const headers = new Headers({ "content-type": "text/html", "cache-control": "no-store" });
  for (const text of setCookies) headers.append("set-cookie", text);
  return new Response(`<!doctype html>${body}`, { status, headers });
}

/** Redirects to the page. The new address shows a test that the action is over. */
function afterwards(pathname: string, setCookies: string[]): Response {
  const headers = new Headers({ location: `/?after=${pathname.slice(1)}` });
  for (const text of setCookies) headers.append("set-cookie", text);
  return new Response(null, { status: 303, headers });
}

async function userAt(address: string): Promise<string | null> {
  await page.goto(address);
  return page.locator("p").textContent();
}

async function press(where: Page | Frame, button: string): Promise<void> {
  await where.getByRole("button", { name: button }).click();
  await where.waitForURL((url) => url.search === `?after=${button}`);
}

async function cookies(): Promise<string[]> {
  return (await context.cookies()).map(({ name, domain }) => `${name} of ${domain}`);
}

test("in Chromium two subdomains share one sign-in, and the cookie of the host moves to the domain", async () => {
  await newVisitor();
  const strategy = database({ store: memoryStore() });
  const [before, after] = [await startApp(strategy, {}), await startApp(strategy, DOMAIN)];

  await page.goto(`https://a.example.test:${before.port}/`);
  await press(page, "sign-in");
  expect(await cookies()).toEqual(["__Host-signet of a.example.test"]);

  expect(await userAt(`https://b.example.test:${after.port}/`)).toBe("anonymous");
  expect(await userAt(`https://a.example.test:${after.port}/`)).toBe("ada");
  expect(await cookies()).toEqual(["__Secure-signet of .example.test"]);
  for (const host of ["b.example.test", "example.test", "a.example.test"]) {
    expect(await userAt(`https://${host}:${after.port}/`)).toBe("ada");
  }

  await page.goto(`https://b.example.test:${after.port}/`);
  await press(page, "sign-out");
  expect(await cookies()).toEqual([]);
  expect(await userAt(`https://a.example.test:${after.port}/`)).toBe("anonymous");

  await page.goto(`https://a.example.test:${after.port}/`);
  await press(page, "sign-in");
  expect(await userAt(`https://b.example.test:${after.port}/`)).toBe("ada");

  await page.goto(`https://app.other.test:${after.port}/`);
  await page.getByRole("button", { name: "sign-in" }).click();
  await page.waitForURL("**/sign-in");
  expect(await page.locator("p").textContent()).toBe("outside-domain");

  const back = await startApp(strategy, { accept: { domain: "example.test" } });
  expect(await userAt(`https://b.example.test:${back.port}/`)).toBe("ada");
  expect(await cookies()).toEqual(["__Host-signet of b.example.test"]);
});

test("in Chromium a partitioned cookie signs in inside a frame of another site, for this site only", async () => {
  await newVisitor();
  const strategy = database({ store: memoryStore() });
  const app = await startApp(strategy, FRAME);
  const address = `https://app.example.test:${app.port}/`;
  const embedder = await startEmbedder(address);
  const userInFrame = async (site: string) => {
    await page.goto(`https://${site}:${embedder.port}/`);
    return page.frameLocator("iframe").locator("p").textContent();
  };
  const frame = () => {
    const found = page.frame("app");
    if (found === null) throw new Error("The page has no frame.");
    return found;
  };

  expect(await userInFrame("shop.test")).toBe("anonymous");
  await press(frame(), "sign-in");
  expect(await frame().locator("p").textContent()).toBe("ada");
  expect(await userInFrame("shop.test")).toBe("ada");
  expect(await userInFrame("news.test")).toBe("anonymous");
  expect(await userAt(address)).toBe("anonymous");

  // The embedding page may send a form into the frame, and the browser adds the cookie.
  expect(await userInFrame("shop.test")).toBe("ada");
  const [refused] = await Promise.all([
    page.waitForResponse(`${address}sign-out`),
    page.getByRole("button", { name: "forge" }).click(),
  ]);
  expect(refused.status()).toBe(403);
  expect(await userInFrame("shop.test")).toBe("ada");
  expect(await cookies()).toEqual(["__Host-signet-partitioned of app.example.test"]);

  await press(frame(), "sign-out");
  expect(await userInFrame("shop.test")).toBe("anonymous");
});

test("in Chromium the default cookie does not sign in inside a frame of another site", async () => {
  await newVisitor();
  const app = await startApp(database({ store: memoryStore() }), {});
  const embedder = await startEmbedder(`https://app.example.test:${app.port}/`);
  await page.goto(`https://shop.test:${embedder.port}/`);
  const frame = page.frame("app");
  if (frame === null) throw new Error("The page has no frame.");
  await press(frame, "sign-in");
  expect(await frame.locator("p").textContent()).toBe("anonymous");
});
