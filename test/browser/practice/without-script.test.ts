import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { useLab } from "../setting.ts";
import { pathOf } from "./answering.ts";
import { exerciseOf, rightOf } from "./content.ts";
import { check, failingCall, option, says, shows, step } from "./page-parts.ts";

const { visitor } = useLab();

async function openWithoutScript(): Promise<Page> {
  const { page } = await visitor({ javaScriptEnabled: false });
  return page;
}

test("without JavaScript, texts can be read and multiple choice is graded on the server and kept", async () => {
  const page = await openWithoutScript();
  await page.goto(pathOf("learn"));
  expect((await page.getByRole("main").textContent())?.length).toBeGreaterThan(5_000);
  await shows(page, "Programs run with JavaScript.");

  const predict = exerciseOf("challenge", "seconds-or-text", "predict");
  await page.goto(pathOf("challenge", predict.id));
  await option(page, "60 60").check();
  await check(page);
  await says(page, "Not yet. The program prints something else.");
  expect(await step(page, 1).textContent()).toContain("(answered, not right yet)");
  await option(page, rightOf(predict.options)).check();
  await check(page);
  await says(page, "Right. The program prints exactly this.");
  await page.getByRole("heading", { name: "Quick check" }).waitFor();
  // Playwright finds no text inside of <noscript>.
  const statement = page.locator("noscript li").first();
  expect(await statement.isVisible()).toBe(true);
  expect(await statement.textContent()).toMatch(/^jwt expired \(true\)The message was/);

  const fillIn = exerciseOf("try", "sign-out", "fill-in");
  await page.goto(pathOf("try", fillIn.id));
  const fill = async (texts: readonly string[]) => {
    for (const [place, label] of texts.entries()) {
      await page.getByRole("combobox", { name: `Blank ${place + 1}` }).selectOption({ label });
    }
    await check(page);
  };
  await fill(["user", "destroy"]);
  await says(page, "Not yet. A check failed.");
  expect(await failingCall(page)).toEqual({
    call: "GET /api/me after the sign-out",
    wanted: "{ user: null, theme: 'dark' }",
    got: "{ user: null, theme: null }",
  });
  await shows(page, "The browser was anonymous, and its theme was gone.");
  await fill(fillIn.blanks.map(({ options }) => rightOf(options)));
  await says(page, "Right. All 3 checks passed.");
  expect(await step(page, 12).textContent()).toContain("(right)");

  await page.goto("/practice/progress");
  for (const done of ["Try 1 of 13 done 2 attempts", "Challenge 1 of 10 done 2 attempts"]) {
    await page.getByRole("link", { name: done }).waitFor();
  }
});

test("without JavaScript, a choice and its reason are one form, and code to mend shows its solution on demand", async () => {
  const page = await openWithoutScript();
  const choose = exerciseOf("challenge", "three-apps", "choose");
  const [wrong] = choose.options.filter(({ right }) => !right);
  const reasons = choose.defend?.options ?? [];
  await page.goto(pathOf("challenge", choose.id));
  await option(page, wrong?.text ?? "").check();
  await option(page, rightOf(reasons)).check();
  await check(page);
  await says(page, "Not yet. The run contradicts the statement.");
  await option(page, rightOf(choose.options)).check();
  await option(page, rightOf(reasons)).check();
  await check(page);
  await says(page, "Right. The run confirms the statement.");
  expect(await step(page, 10).textContent()).toContain("(right)");

  const mend = exerciseOf("challenge", "promise-as-session", "mend");
  await page.goto(pathOf("challenge", mend.id));
  await shows(page, "Strangers shall get 401.");
  expect(await page.getByRole("textbox").inputValue()).toBe(mend.program);
  expect(await page.getByRole("button", { name: "Run the check" }).count()).toBe(0);
  const [note, details] = [page.locator("noscript p").first(), page.locator("noscript details")];
  expect(await note.isVisible()).toBe(true);
  expect(await note.textContent()).toContain("so it needs JavaScript. You can read the solution.");
  const solution = details.locator("li").first();
  expect(await solution.isVisible()).toBe(false);
  await details.locator("summary").first().click();
  expect(await solution.isVisible()).toBe(true);
  expect(await solution.textContent()).toContain("getServerSession returns a promise.");
});
