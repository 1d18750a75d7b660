import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";

/** Somebody in front of a browser of their own: one device, with a page open. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the console and the page's errors said. */
  readonly complaints: string[];
}

/** How long a page may take to do what a test waits for; milliseconds. */
const PATIENCE = 10_000;

export async function visit(browser: Browser, options: BrowserContextOptions): Promise<Visitor> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return { context, page, complaints };
}
