import type { Locator, Page } from "playwright-core";
import type { Exercise } from "../../../apps/lab/lib/practice/content/exercise.ts";

/** The first run of a page loads the engine. A busy machine needs long for it. */
export const RUN = { timeout: 20_000 };

/** Returns the path of a mode of the large topic, or of one exercise. */
export function pathOf(mode: string, at?: string): string {
  return `/practice/jwt-or-session/${mode}${at === undefined ? "" : `?at=${at}`}`;
}

/** Waits until React handles the events of an element. Earlier, a press posts the form to the server. */
export async function isReady(element: Locator): Promise<void> {
  const handle = await element.elementHandle();
  await element
    .page()
    .waitForFunction(
      (node) => node && Object.keys(node).some((key) => key.startsWith("__reactProps")),
      handle,
    );
}

/** Fills in an answer to an exercise, runs it and waits for the result. */
export async function answer(exercise: Exercise, article: Locator, right: boolean): Promise<void> {
  await isReady(article.locator("form").first());
  switch (exercise.kind) {
    case "choose":
    case "predict": {
      const option = exercise.options.findIndex((each) => each.right === right);
      await article.locator(`input[name="option"][value="${option}"]`).check();
      break;
    }
    case "fill-in":
      for (const [blank, { options }] of exercise.blanks.entries()) {
        const option = options.find((each) => each.right === right);
        await article.locator(`input[name="text-${blank}"]`).fill(option?.text ?? "");
      }
      break;
    default:
      // The program at the start does not pass.
      if (right) await write(article, exercise.file, exercise.right[0]?.program ?? "");
  }
  await press(article);
  if (!exercise.defend || !right) return;
  const reason = article.locator("form").filter({ has: article.locator('[name="question"]') });
  const place = exercise.defend.options.findIndex((option) => option.right);
  await reason.locator(`input[name="question"][value="${place}"]`).check(RUN);
  await reason.getByRole("button", { name: "Check the answer" }).click();
}

/** Runs the answer. A busy machine may need more time than a program has, and then the answer runs again. */
async function press(article: Locator): Promise<void> {
  const result = article.getByRole("status").filter({ hasText: /^(Right|Not|The answer passes)/ });
  for (let time = 1; time <= 4; time++) {
    await article.getByRole("button", { name: /^(Check the answer|Run the check)$/ }).click();
    const text = await result.first().textContent(RUN);
    if (text?.includes("did not finish") !== true) return;
  }
}

/** Writes a program into the editor by the keyboard. */
export async function write(article: Locator, file: string, program: string): Promise<void> {
  const { keyboard } = article.page();
  await article.getByRole("textbox", { name: `Editor of ${file}` }).focus();
  // The focus turns the field into an editor.
  await article.locator(".cm-content:focus").waitFor();
  await keyboard.press("ControlOrMeta+a");
  await keyboard.press("Delete");
  await keyboard.insertText(program);
}

/** Presses Run, and returns the printed lines. The code stands in the `pre` elements before the output. */
export async function run(part: Locator): Promise<string[]> {
  const button = part.getByRole("button", { name: "Run" });
  await isReady(button);
  await button.click();
  await part.getByText(/^Finished after/).waitFor(RUN);
  return await part.locator("pre").last().locator("> span").allTextContents();
}

/** Waits until a status says a text. */
export async function says(part: Page | Locator, text: string | RegExp): Promise<void> {
  await part.getByRole("status").filter({ hasText: text }).first().waitFor(RUN);
}

/** The signed-in users in the header. */
export function signedIn(page: Page): Locator {
  return page.getByRole("banner").getByRole("list", { name: "Signed in as" });
}

/** Waits until the server has all answers of a page. */
export async function allKept(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    Object.keys(localStorage).every((key) => !key.startsWith("signet-practice-event:")),
  );
}
