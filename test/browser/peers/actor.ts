import type { Browser, BrowserContext, Page } from "playwright-core";
import { visit } from "../../harness/visitor.ts";
import { cookiesOf, shapeOf } from "./cookies.ts";
import type { Step } from "./step.ts";

/** A person with one browser who writes down everything that they see. */
export interface Actor {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly url: string;
  /** Writes down a value that both libraries must show. */
  note(label: string, value: unknown): void;
  /** Waits for a text on the page, then writes down the page and the cookies. */
  see(text: string | RegExp): Promise<void>;
  /** Opens an address, waits for a text, then writes down the page and the cookies. */
  open(path: string, text: string | RegExp): Promise<void>;
  press(name: string): Promise<void>;
  fill(fields: Readonly<Record<string, string>>): Promise<void>;
  /** Sends a request with the cookies of the browser, and writes down the answer. */
  ask(path: string, options?: RequestOptions): Promise<string>;
  /** Returns everything that was written down, and closes the browser. */
  finish(): Promise<Step[]>;
}

export interface RequestOptions {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly data?: unknown;
  readonly form?: Record<string, string>;
}

/** Response headers that programs see. */
const HEADERS = ["content-type", "cache-control", "pragma", "expires", "location", "vary"];

export async function createActor(browser: Browser, url: string): Promise<Actor> {
  const { context, page, complaints } = await visit(browser, { baseURL: url });
  const written: Step[] = [];
  const plain = (text: string) =>
    text
      .replaceAll(url, "{origin}")
      .replaceAll(encodeURIComponent(url), "{origin}")
      .replaceAll(new URL(url).host, "{host}")
      .replaceAll(/Fe26\.2\*[\w*~-]+/g, "{seal}")
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "{time}");

  function note(label: string, value: unknown): void {
    written.push({ kind: "note", label, value });
  }
  let isSessionRead = false;
  page.on("request", (request) => {
    if (request.isNavigationRequest()) isSessionRead = false;
  });
  page.on("requestfinished", (request) => {
    if (new URL(request.url()).pathname === "/api/auth/session") isSessionRead = true;
  });

  async function see(text: string | RegExp): Promise<void> {
    await page.getByText(text).first().waitFor();
    // The answer to the first read of the session sets cookies.
    if (await page.evaluate(readsSession)) {
      while (!isSessionRead) await page.waitForTimeout(10);
    }
    const body = plain((await page.locator("body").allInnerTexts()).join("\n"));
    written.push({ kind: "page", at: plain(page.url()), title: await page.title(), text: body });
    written.push({ kind: "cookies", cookies: await cookiesOf(context, url) });
  }
  return {
    page,
    context,
    url,
    note,
    see,
    async open(path, text) {
      const response = await page.goto(path);
      note(`open ${path}`, response?.status());
      await see(text);
    },
    press: (name) =>
      page
        .getByRole("button", { name, exact: true })
        .or(page.getByRole("link", { name, exact: true }))
        .click(),
    async fill(fields) {
      for (const [label, value] of Object.entries(fields)) {
        await page.getByLabel(label, { exact: true }).fill(value);
      }
    },
    async ask(path, options = {}) {
      const response = await context.request.fetch(path, { ...options, maxRedirects: 0 });
      const all = response.headersArray();
      const setCookies = all.filter(({ name }) => name.toLowerCase() === "set-cookie");
      const body = await response.text();
      written.push({
        kind: "answer",
        request: `${options.method ?? "GET"} ${path}`,
        status: response.status(),
        headers: all
          .filter(({ name }) => HEADERS.includes(name.toLowerCase()))
          .map(({ name, value }) => `${name.toLowerCase()}: ${plain(value)}`)
          .sort(),
        setCookies: setCookies.map(({ value }) => withoutValue(value, url)).sort(),
        // A page of HTML names files of its build.
        body: body.startsWith("<!DOCTYPE html>") ? "a page" : plain(body),
      });
      return body;
    },
    async finish() {
      // Chromium asks for the icon in its own time.
      const ours = complaints.filter((text) => !text.includes("/favicon.ico"));
      note("complaints", ours.map(plain).sort());
      await context.close();
      return written;
    },
  };
}

/**
 * Checks, in the browser, whether the page reads its session after the first render: each page of the Pages
 * Router does, unless `getServerSideProps` gives a session to SessionProvider.
 */
function readsSession(): boolean {
  const text = document.getElementById("__NEXT_DATA__")?.textContent;
  return text ? JSON.parse(text).props.pageProps.session === undefined : false;
}

/** Returns a Set-Cookie header without its random value and without its time. */
function withoutValue(header: string, origin: string): string {
  const [pair = "", ...attributes] = header.split("; ");
  const at = pair.indexOf("=");
  const shown = attributes.map((attribute) =>
    /^expires=(?!Thu, 01 Jan 1970)/i.test(attribute) ? "Expires=later" : attribute,
  );
  return [`${pair.slice(0, at)}=${shapeOf(pair.slice(at + 1), origin)}`, ...shown].join("; ");
}
