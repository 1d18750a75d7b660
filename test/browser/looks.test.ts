import AxeBuilder from "@axe-core/playwright";
import { describe, expect, test } from "vitest";
import { SIDES, signIn, useLab } from "./setting.ts";

const { visitor } = useLab();

const OPEN = [
  "/",
  "/register",
  ...SIDES.map(({ strategy }) => `/${strategy}/sign-in`),
  "/no-such-page",
];
const GUARDED = [
  "/",
  ...SIDES.map(({ strategy }) => `/${strategy}/dashboard`),
  "/database/devices",
  "/hybrid/devices",
];
const WIDTHS = [
  { width: 1_280, height: 800 },
  { width: 390, height: 844 },
];

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
  describe.each(WIDTHS)("at $width px", (viewport) => {
    test("no page has an axe violation or scrolls sideways", async () => {
      const { page, complaints } = await visitor({ colorScheme, viewport });
      const faults: unknown[] = [];
      const look = async (path: string) => {
        await page.goto(path);
        const { violations } = await new AxeBuilder({ page }).analyze();
        for (const { id, nodes } of violations) {
          faults.push([path, id, nodes.map(({ html }) => html)]);
        }
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (overflow > 0) faults.push([path, `scrolls ${overflow} px sideways`]);
      };
      for (const path of OPEN) await look(path);
      complaints.splice(0, complaints.length, ...complaints.filter((text) => !/404/.test(text)));
      for (const { strategy } of SIDES) await signIn(page, strategy);
      for (const path of GUARDED) await look(path);
      expect(faults).toEqual([]);
    });
  });
});
