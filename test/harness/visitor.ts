import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";

/** A visitor with a separate browser context, as on one device, with one page open. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Warnings and errors of the console, and uncaught errors of the page. */
  readonly complaints: string[];
}

/** The longest wait for an action on a page; milliseconds. */
const TIMEOUT = 10_000;

/** Opens a page in a new browser context. */
export async function visit(browser: Browser, options: BrowserContextOptions): Promise<Visitor> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(TIMEOUT);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return { context, page, complaints };
}
