import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { useLab } from "../setting.ts";
import { pathOf } from "./answering.ts";
import { exerciseOf, idsOf, rightOf } from "./content.ts";
import {
  check,
  END,
  expectAccessible,
  failingCall,
  focusEditor,
  goOn,
  open,
  option,
  says,
  scriptsRun,
  shows,
  step,
  writeAll,
} from "./page-parts.ts";

const { lab, visitor } = useLab();

test("a visitor predicts, and mends code in the editor, against the clock", async () => {
  const { page } = await visitor();
  await open(page, "challenge");
  expect(await page.getByRole("timer").textContent()).toMatch(/Time left:\s+(2:00|1:\d\d)/);
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: "Hide the time" }).click();
  expect(await page.getByRole("timer").count()).toBe(0);

  const predict = exerciseOf("challenge", "seconds-or-text", "predict");
  await option(page, "60 60").check();
  await check(page);
  await says(page, "Not yet. The program prints something else.");
  await shows(page, "The output and its explanation stay hidden");
  await shows(page, "1 attempt left");
  await option(page, rightOf(predict.options)).check();
  await check(page);
  await says(page, "Right. The program prints exactly this.");
  await expectAccessible(page);

  await goOn(page, "promise-as-session");
  await check(page);
  await says(page, "Not yet. A check failed.");
  expect(await failingCall(page)).toEqual({ call: "GET by a stranger", wanted: "401", got: "200" });
  await focusEditor(page, "program.ts");
  const line = page.locator(".cm-line", { hasText: "const session = getServerSession" });
  await line.click();
  await page.keyboard.press("End");
  for (const _ of "getServerSession(authOptions);") await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("await ");
  await check(page);
  await says(page, "Right. All 4 checks passed.");
  await expectAccessible(page);
});

test("a visitor chooses and gives the reason, and gets the badge when the last exercise is right", async () => {
  const { page } = await visitor();
  // These answers do not show anything new, so they go straight to the route that the pages use.
  const others = idsOf("challenge").filter((id) => id !== "three-apps");
  const headers = { origin: lab().url };
  for (const item of others) {
    const event = {
      topic: "jwt-or-session",
      mode: "challenge",
      item,
      kind: "answer",
      passed: true,
    };
    const data = { ...event, id: randomUUID() };
    const response = await page.request.post("/api/practice/events", { data, headers });
    expect(response.status()).toBe(200);
  }
  await page.goto(pathOf("challenge", END));
  await page.getByRole("heading", { name: "9 of 10 exercises are right" }).waitFor();
  await shows(page, "The badge “Session keeper” waits");

  await page.getByRole("link", { name: "Go to the next open exercise" }).click();
  await page.waitForURL(/at=three-apps/);
  await scriptsRun(page);
  const choose = exerciseOf("challenge", "three-apps", "choose");
  await option(page, rightOf(choose.options)).check();
  await check(page);
  await says(page, "The answer passes. Now give the reason.");
  const defend = page.locator("form", { hasText: choose.defend?.ask ?? "" }).last();
  await option(page, rightOf(choose.defend?.options ?? [])).check();
  await defend.getByRole("button", { name: "Check the answer" }).click();
  await says(page, "Right. The run confirms the statement.");
  await shows(page, "(true in the run)");
  await expectAccessible(page);
  await goOn(page, END);
  await page.getByRole("heading", { name: "All exercises are right" }).waitFor();
  await shows(page, /^Session keeper$/);
});

test("a program that does not end, or is no program, ends with a sentence, and the next one runs", async () => {
  const { page } = await visitor();
  const exercise = exerciseOf("challenge", "exp-in-milliseconds", "mend");
  const [right] = exercise.right;
  const { keyboard } = page;
  await open(page, "challenge", exercise.id);
  const typeAtStart = async (text: string) => {
    await writeAll(page, exercise.file, exercise.program);
    await keyboard.press("ControlOrMeta+Home");
    await keyboard.type(text);
    await keyboard.press("Enter");
    await check(page);
  };
  const solve = async () => {
    await writeAll(page, exercise.file, right?.program ?? "");
    await check(page);
    await says(page, /^Right\. All \d checks passed\.$/);
    await page.getByRole("button", { name: "Change and run again" }).click();
  };

  await typeAtStart("for (;;) {}");
  await says(page, "Not yet. The program did not finish.");
  await shows(page, /worked for more than \d+ ms and was stopped\. Look for a loop/);
  await solve();

  await typeAtStart("new Array(1_000_000_000) + ''");
  await says(page, "Not yet. The program did not finish.");
  await shows(page, "did not answer for 1 second and was stopped");
  await solve();

  await writeAll(page, exercise.file, exercise.program.replace("export function", "export const"));
  await check(page);
  await says(page, "Not yet. The program ended with an error.");
  await shows(page, /SyntaxError: .*\(program\.ts, line 5\)/);
  await solve();
  expect(await step(page, 7).textContent()).toContain("(right)");
});
