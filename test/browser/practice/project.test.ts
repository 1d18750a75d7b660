import { expect, test } from "vitest";
import { useLab } from "../setting.ts";
import { pathOf } from "./answering.ts";
import { exerciseOf, idsOf } from "./content.ts";
import {
  check,
  END,
  expectAccessible,
  failingCall,
  focusEditor,
  goOn,
  open,
  says,
  scriptsRun,
  shows,
  step,
  writeAll,
} from "./page-parts.ts";

const { visitor } = useLab();

test("a visitor builds the sign-in in four steps, and the written files survive a reload", {
  timeout: 60_000,
}, async () => {
  const { page } = await visitor();
  const steps = idsOf("project").map((id) => exerciseOf("project", id, "write"));
  expect(steps.length).toBe(4);
  await open(page, "project");
  await shows(page, "0/4");

  await check(page);
  await says(page, /^Not yet\. /);
  expect((await failingCall(page)).got).toBe("501");
  for (const [place, { file, right, hint }] of steps.entries()) {
    const program = right[0]?.program ?? "";
    // The hint of the step before does not open this one.
    expect(await page.getByText(hint.slice(0, 30)).isVisible()).toBe(false);
    await page.getByText("Hint", { exact: true }).click();
    await shows(page, hint.slice(0, 30));
    await writeAll(page, file, program);
    if (place === 1) {
      await page.reload();
      await scriptsRun(page);
      const editor = await focusEditor(page, file);
      // CodeMirror draws the lines in sight only. The text area has the whole text.
      expect(await page.locator("textarea").inputValue()).toBe(program);
      expect(await editor.textContent()).toContain(program.split("\n")[0]);
    }
    await check(page);
    await says(page, /^Right\. All \d+ checks passed\.$/);
    await shows(page, `${place + 1}/4`);
    if (place === 0) await expectAccessible(page);
    await goOn(page, steps[place + 1]?.id ?? END);
  }
  await page.getByRole("heading", { name: "All steps are right" }).waitFor();

  const [first] = steps;
  await page.goto(pathOf("project", first?.id));
  await shows(page, "You had this right before.");
  expect(await page.locator("textarea").inputValue()).toBe(first?.right[0]?.program);
  expect(await step(page, 4).textContent()).toContain("(right)");
});
