import type { Page } from "playwright-core";

/** Returns layout faults: a page that scrolls sideways, and content that is cut off without a mark. */
export function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) faults.push("scrolls sideways");
    for (const element of document.body.querySelectorAll("*")) {
      const { overflowX, textOverflow, position } = getComputedStyle(element);
      const cuts = overflowX === "hidden" || overflowX === "clip";
      if (!cuts || textOverflow === "ellipsis" || position === "absolute") continue;
      if (element.scrollWidth > element.clientWidth) {
        faults.push(
          `cuts off ${element.scrollWidth - element.clientWidth} px of ${element.className}`,
        );
      }
    }
    return faults;
  });
}
