import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { misfits, violations } from "../faults-of-looks.ts";
import { pathOf, RUN } from "./answering.ts";

/** The place after the last exercise of a mode. */
export const END = "the.end";

/** Opens an exercise, and waits until the page runs its scripts. */
export async function open(page: Page, mode: string, at?: string): Promise<void> {
  await page.goto(pathOf(mode, at));
  await scriptsRun(page);
}

/**
 * Waits until React has taken over the form of the answer. Before that, a press posts the form, and the
 * server answers.
 */
export async function scriptsRun(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const form = document.querySelector("article form");
    return form && Object.keys(form).some((key) => key.startsWith("__reactProps"));
  });
}

/** Waits until a live region of the page says a text, and nothing else. */
export async function says(page: Page, text: string | RegExp): Promise<void> {
  // Not by a filter: its string "Right." would match "Not right. A check failed." too.
  await page
    .getByRole("status")
    .and(page.getByText(text, { exact: true }))
    .waitFor(RUN);
}

/** Waits for a text that the visitor can see. The page may have the same text in a closed part. */
export async function shows(page: Page, text: string | RegExp): Promise<void> {
  await page.getByText(text).filter({ visible: true }).first().waitFor(RUN);
}

/** Returns the texts of the call that gave another result than the task asks for. */
export async function failingCall(
  page: Page,
): Promise<{ call: string; wanted: string; got: string }> {
  const box = page.getByText("This call gave another result").locator("xpath=..");
  const [wanted = "", got = ""] = await box.getByRole("definition").allTextContents();
  const [call = ""] = await box.getByRole("code").allTextContents();
  return { call, wanted, got };
}

/** Presses the button that runs the answer. */
export async function check(page: Page): Promise<void> {
  await page
    .getByRole("button", { name: /^(Check the answer|Run the check)$/ })
    .first()
    .click();
}

/** The link of an exercise in the list of the mode. Its name ends with the state of the exercise. */
export function step(page: Page, number: number): Locator {
  return page.getByRole("navigation", { name: /^(Exercises|Steps)$/ }).getByRole("link", {
    name: new RegExp(`^(Exercise|Step) ${number}:`),
  });
}

/** Follows the link to the next exercise, and waits for it. */
export async function goOn(page: Page, at: string): Promise<void> {
  await page.getByRole("link", { name: /^(Next exercise|Next step|See what you)/ }).click();
  await page.waitForURL((url) => url.searchParams.get("at") === at);
  if (at !== END) await page.locator(`article[id="${at}"]`).waitFor();
}

/** The radio button of an option. */
export function option(page: Page, text: string): Locator {
  // A page shows code without its backticks.
  return page.getByRole("radio", { name: text.replaceAll("`", ""), exact: true });
}

/** Replaces the whole text of the editor by the keyboard. */
export async function writeAll(page: Page, file: string, text: string): Promise<void> {
  await focusEditor(page, file);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}

/** Moves the focus to the editor, which then becomes CodeMirror. */
export async function focusEditor(page: Page, file: string): Promise<Locator> {
  const editor = page.getByRole("textbox", { name: `Editor of ${file}` });
  await editor.focus();
  const rich = page.locator(".cm-content");
  await rich.waitFor();
  await rich.focus();
  return rich;
}

const LOOKS = [
  { colorScheme: "light", width: 1_280, height: 800 },
  { colorScheme: "dark", width: 390, height: 844 },
] as const;

/** Looks at the page in both themes, wide and narrow, as the tests of all pages do. */
export async function expectAccessible(page: Page): Promise<void> {
  const before = page.viewportSize();
  const faults: unknown[] = [];
  for (const { colorScheme, ...viewport } of LOOKS) {
    // Without motion the colors have their last value at once.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize(viewport);
    for (const fault of [...(await violations(page)), ...(await misfits(page))]) {
      faults.push([colorScheme, fault]);
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  if (before) await page.setViewportSize(before);
  expect(faults).toEqual([]);
}
