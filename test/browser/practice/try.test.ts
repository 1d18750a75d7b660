import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { useLab } from "../setting.ts";
import { exerciseOf, rightOf } from "./content.ts";
import {
  check,
  expectAccessible,
  failingCall,
  goOn,
  open,
  says,
  shows,
  step,
} from "./page-parts.ts";

const { visitor } = useLab();

const blank = (page: Page, number?: number) =>
  page.getByRole("textbox", { name: number === undefined ? "The blank" : `Blank ${number}` });

const chip = (page: Page, text: string) =>
  page.getByRole("group", { name: /^Options/ }).getByRole("button", { name: text, exact: true });

/** The middle of an element, in the window. */
async function middleOf(element: Locator): Promise<{ x: number; y: number }> {
  const box = await element.boundingBox();
  if (box === null) throw new Error("The element is not shown.");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function dragByMouse(page: Page, from: Locator, to: Locator): Promise<void> {
  await to.scrollIntoViewIfNeeded();
  await from.scrollIntoViewIfNeeded();
  const [start, end] = [await middleOf(from), await middleOf(to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps: 5 });
  await page.mouse.up();
}

async function dragByTouch(page: Page, from: Locator, to: Locator): Promise<void> {
  await to.scrollIntoViewIfNeeded();
  await from.scrollIntoViewIfNeeded();
  const [start, end] = [await middleOf(from), await middleOf(to)];
  const finger = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: (typeof start)[]) =>
    finger.send("Input.dispatchTouchEvent", { type, touchPoints });
  await touch("touchStart", [start]);
  await touch("touchMove", [{ x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 }]);
  await touch("touchMove", [end]);
  await touch("touchEnd", []);
}

/** Taps a button until a result appears: on a busy machine a tap just after a drag by touch can be lost. */
async function tapUntil(page: Page, name: string, result: string): Promise<void> {
  const button = page.getByRole("button", { name });
  const shown = page.getByRole("status").and(page.getByText(result, { exact: true }));
  const tapped = async () => {
    if (await shown.isVisible()) return true;
    await button.tap({ timeout: 2_000 }).catch(() => {});
    return false;
  };
  await expect.poll(tapped, { timeout: 20_000, interval: 500 }).toBe(true);
}

test("a visitor with a mouse drags and presses options, sees why an answer is wrong, and goes on", async () => {
  const { page } = await visitor();
  await open(page, "try");
  const [first] = exerciseOf("try", "make-a-token", "fill-in").blanks;

  await dragByMouse(page, chip(page, "decode"), blank(page));
  expect(await blank(page).inputValue()).toBe("decode");
  await check(page);
  await says(page, "Not yet. A check failed.");
  expect(await failingCall(page)).toEqual({
    call: "tokenFor(7)",
    wanted: "a text with three parts",
    got: "null",
  });
  await shows(page, "decode reads a token, and an object is not a token.");
  await shows(page, "2 attempts left");
  await page.getByText("Hint", { exact: true }).click();
  await shows(page, "Which step turns these two into a text?");

  await chip(page, "verify").click();
  await check(page);
  await shows(page, "1 attempt left");
  expect(await page.getByRole("heading", { name: "Solution" }).count()).toBe(0);
  await chip(page, "encrypt").click();
  await check(page);
  await says(page, "Not right. A check failed.");
  await page.getByRole("heading", { name: "Solution" }).waitFor();
  await shows(page, `return jwt.${rightOf(first?.options ?? [])}({ userId }, SECRET);`);
  await page.getByText("Common mistakes (3)").click();

  const quickCheck = page.locator("form", { hasText: "Who can read the userId in this token?" });
  await quickCheck.getByRole("radio", { name: "Everyone who holds the token" }).check();
  await quickCheck.getByRole("button", { name: "Check the answer" }).click();
  await says(page, "Right.");
  await quickCheck.getByText("The run read userId 7 with decode").waitFor();
  await expectAccessible(page);

  await goOn(page, "bearer-header");
  await blank(page).click();
  await chip(page, 'split(" ")[1]').click();
  await check(page);
  await says(page, "Right. All 3 checks passed.");
  await shows(page, "The header has two words:");

  await goOn(page, "lifetime-from-env");
  await dragByMouse(page, chip(page, "Number(process.env.TOKEN_SECONDS)"), blank(page));
  await check(page);
  await says(page, "Right. All 4 checks passed.");
  await expect.poll(() => step(page, 3).textContent()).toContain("(right)");

  await page.reload();
  await shows(page, "You had this right before.");
  expect(await step(page, 1).textContent()).toContain("Make a token (answered, not right yet)");
  expect(await step(page, 2).textContent()).toContain("From the header to the token (right)");
  expect(await step(page, 3).getAttribute("aria-current")).toBe("step");
  expect(await step(page, 4).textContent()).toContain("(not answered)");
});

test("a visitor with a keyboard alone fills blanks by arrow keys or by typing, and hears each option", async () => {
  const { page } = await visitor();
  const { keyboard } = page;
  await open(page, "try", "one-hour-token");
  const { blanks } = exerciseOf("try", "one-hour-token", "fill-in");
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: element } = document;
      return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
    });
  /** Presses a key until something has the focus. */
  const pressUntil = async (key: string, isThere: () => Promise<boolean>) => {
    for (let presses = 0; !(await isThere()); presses++) {
      if (presses > 60) throw new Error(`The key ${key} leads to "${await focused()}" only.`);
      await keyboard.press(key);
    }
  };

  await pressUntil("Tab", async () => (await focused()) === "Blank 1");
  await keyboard.press("ArrowDown");
  await keyboard.press("Escape");
  expect(await blank(page, 1).inputValue()).toBe("");
  for (const [place, { options }] of blanks.entries()) {
    expect(await focused()).toBe(`Blank ${place + 1}`);
    const right = rightOf(options);
    await pressUntil(
      "ArrowDown",
      async () => (await blank(page, place + 1).inputValue()) === right,
    );
    await says(page, `Blank ${place + 1}: ${right}`);
    await keyboard.press("Enter");
  }
  expect(await focused()).toMatch(/^Check the answer/);
  await keyboard.press("Enter");
  await says(page, /^Right\. All \d checks passed\.$/);
  // The button has gone, and the focus has not: the next press of Tab leads on from the result.
  await pressUntil("Tab", async () => (await focused()).startsWith("Next exercise"));
  await keyboard.press("Enter");
  await page.waitForURL(/at=sign-out/);

  await open(page, "try", "make-a-token");
  await pressUntil("Tab", async () => (await focused()) === "The blank");
  await keyboard.type('["sign"]');
  await keyboard.press("Enter");
  await keyboard.press("Enter");
  await says(page, "Right. All 3 checks passed.");
});

test("a visitor with a touch screen taps and drags options", async () => {
  const { page } = await visitor({ hasTouch: true, viewport: { width: 390, height: 844 } });
  await open(page, "try", "save-in-an-api-route");
  await check(page);
  await page.getByRole("alert").filter({ hasText: "Fill every blank first." }).waitFor();
  await chip(page, "destroy").tap();
  expect(await blank(page).inputValue()).toBe("destroy");
  await page.getByRole("button", { name: "Check the answer" }).tap();
  await says(page, "Not yet. A check failed.");
  expect((await failingCall(page)).call).toBe("the user of the next request");

  await dragByTouch(page, chip(page, "save"), blank(page));
  expect(await blank(page).inputValue()).toBe("save");
  await tapUntil(page, "Check the answer", "Right. All 4 checks passed.");

  await page.getByRole("button", { name: "Start again" }).tap();
  expect(await blank(page).inputValue()).toBe("");
  await shows(page, "3 attempts left");
});
