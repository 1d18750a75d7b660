import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

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

/**
 * Returns the violations of axe, each with its rule and the elements. The legacy mode and the result type
 * save more than half of the time: axe then describes no element without a fault. A page with frames would
 * need the other mode.
 *
 * @param rules the only rules to check. Default: all.
 */
export async function violations(page: Page, rules?: string[]): Promise<unknown[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  if (rules === undefined) axe.disableRules("document-title");
  else axe.withRules(rules);
  const results = await axe.analyze();
  // Next removes the title at each refresh, for 10 to 300 ms, and a refresh may run while axe looks. So the rule
  // of axe cannot check the title, and this line does.
  await expect.poll(() => page.title(), { timeout: 10_000 }).not.toBe("");
  return results.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}
