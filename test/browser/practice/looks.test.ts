import { expect, test } from "vitest";
import { misfits, violations } from "../faults-of-looks.ts";
import { useLab } from "../setting.ts";
import { allKept, answer, pathOf } from "./answering.ts";
import { exerciseFile } from "./content.ts";

const { visitor } = useLab();

const LOOKS = [
  { colorScheme: "light", width: 1_280, height: 800 },
  { colorScheme: "dark", width: 390, height: 844 },
] as const;

/** Milliseconds. A busy machine needs them, a calm one needs a tenth. */
const LONG = 60_000;

/** The rules of axe about colors and sizes. */
const OF_LOOKS = [
  "color-contrast",
  "link-in-text-block",
  "scrollable-region-focusable",
  "target-size",
];

/** The tests of Try, Challenge and Project look at the pages of these modes. */
const MODES = ["learn", "why", "deep", "visualise", "recall", "performance", "test"];

test.each(["/practice", "/practice/progress", ...MODES.map((mode) => pathOf(mode))])(
  "the page %s has no axe violation, does not scroll sideways and cuts nothing off, light and wide, dark and narrow",
  async (path) => {
    // Without motion, the colors have their last value at once.
    const { page } = await visitor({ reducedMotion: "reduce" });
    if (path.endsWith("/progress")) {
      // The page has its charts after an answer.
      const exercise = exerciseFile("try", "make-a-token");
      await page.goto(pathOf("try", exercise.id));
      await answer(exercise, page.getByRole("article"), false);
      await page.getByRole("link", { name: "(answered, not right yet)" }).waitFor();
      await allKept(page);
    }
    await page.goto(path);
    const faults: unknown[] = [];
    for (const { colorScheme, ...viewport } of LOOKS) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      // The other rules depend neither on the theme nor on the width.
      const rules = colorScheme === "dark" ? OF_LOOKS : undefined;
      for (const fault of await violations(page, rules)) faults.push([colorScheme, fault]);
      for (const fault of await misfits(page)) faults.push([colorScheme, fault]);
    }
    expect(faults).toEqual([]);
  },
  LONG,
);
