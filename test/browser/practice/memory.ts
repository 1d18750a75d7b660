import { readFileSync } from "node:fs";
import type { BrowserContext, CDPSession, Page } from "playwright-core";

/** What a page and its worker use; megabytes. */
export interface Memory {
  /** Live objects of the page. */
  readonly page: number;
  /** The memory of the process with the page and the worker, also that of WebAssembly. */
  readonly process: number;
}

/** Returns a function that measures the memory of a page after a collection of garbage. */
export async function memoryOf(
  context: BrowserContext,
  page: Page,
): Promise<() => Promise<Memory>> {
  const session = await context.newCDPSession(page);
  const process = await processOf(page);
  return async () => {
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    return { page: Math.round(usedSize / 1e6), process: residentOf(process) };
  };
}

/** Returns the id of the process that runs a page: the one that works while the page works. */
async function processOf(page: Page): Promise<number> {
  const browser = page.context().browser();
  if (browser === null) throw new Error("The page has no browser.");
  const session = await browser.newBrowserCDPSession();
  const before = await timesOf(session);
  await page.evaluate(() => {
    const end = performance.now() + 300;
    while (performance.now() < end);
  });
  const after = await timesOf(session);
  await session.detach();
  const [most] = [...after].sort(
    ([a, x], [b, y]) => y - (before.get(b) ?? 0) - (x - (before.get(a) ?? 0)),
  );
  if (most === undefined) throw new Error("Chromium has no process for a page.");
  return most[0];
}

async function timesOf(session: CDPSession): Promise<Map<number, number>> {
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const pages = processInfo.filter(({ type }) => type === "renderer");
  return new Map(pages.map(({ id, cpuTime }) => [id, cpuTime]));
}

function residentOf(process: number): number {
  const [, kilobytes] =
    /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${process}/status`, "utf8")) ?? [];
  return Math.round(Number(kilobytes) / 1_000);
}
