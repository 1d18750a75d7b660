import type { BrowserContext, Page } from "playwright-core";

/** Returns all that a program could change if it left the sandbox, but not the document. */
export async function stateOf(context: BrowserContext, page: Page) {
  return {
    cookies: await context.cookies(),
    pages: context.pages().length,
    ...(await page.evaluate(async () => ({
      title: document.title,
      address: location.href,
      globals: Object.getOwnPropertyNames(window).sort(),
      script: document.cookie,
      local: Object.entries(localStorage).sort(),
      session: Object.entries(sessionStorage).sort(),
      databases: await indexedDB.databases(),
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }))),
  };
}

/** Returns the document without the results of runs and the buttons that start them. */
export async function documentOf(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const root = document.documentElement.cloneNode(true);
    if (!(root instanceof HTMLElement)) throw new Error("The page has no document.");
    for (const part of root.querySelectorAll("[role=status]")) part.parentElement?.remove();
    for (const button of root.querySelectorAll("button")) button.remove();
    return root.outerHTML;
  });
}
