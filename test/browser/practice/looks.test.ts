import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "vitest";
import { misfits } from "../misfits.ts";
import { useLab } from "../setting.ts";
import { allKept, answer, pathOf } from "./parts.ts";
import { exerciseFile, topicFiles } from "./topic-content.ts";

const { visitor } = useLab();

const LOOKS = [
  { colorScheme: "light", width: 1_280, height: 800 },
  { colorScheme: "dark", width: 390, height: 844 },
] as const;

test.each(LOOKS)(
  "no page of the practice has an axe violation, scrolls sideways or cuts content off in $colorScheme at $width px",
  async ({ colorScheme, ...viewport }) => {
    const { page } = await visitor({ colorScheme, viewport, reducedMotion: "reduce" });
    // The progress page has its charts after an answer.
    const exercise = exerciseFile("try", "make-a-token");
    await page.goto(pathOf("try", `?at=${exercise.id}`));
    await answer(exercise, page.getByRole("article"), false);
    await page.getByRole("link", { name: "(answered, not right yet)" }).waitFor();
    await allKept(page);
    const faults: unknown[] = [];
    const modes = topicFiles().flatMap(({ id, modes }) =>
      modes.map((mode) => `/practice/${id}/${mode}`),
    );
    for (const path of ["/practice", "/practice/progress", ...modes]) {
      await page.goto(path);
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const { id, nodes } of violations) {
        faults.push([path, id, nodes.map(({ html }) => html)]);
      }
      for (const fault of await misfits(page)) faults.push([path, fault]);
    }
    expect(faults).toEqual([]);
  },
);
