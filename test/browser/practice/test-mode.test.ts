import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Exercise } from "../../../apps/lab/lib/practice/content/exercise.ts";
import { useLab } from "../setting.ts";
import { answer, isReady, pathOf, RUN, says, write } from "./answering.ts";
import { exerciseFile, modeFile, shownText, topicFiles } from "./content.ts";

const { visitor } = useLab();

const { pool, draw } = modeFile<{
  readonly pool: readonly string[];
  readonly draw: Readonly<Record<Exercise["level"], number>>;
}>("test");
const questions = pool.map((id) => exerciseFile("test", id));
const [topic] = topicFiles();
const ideas = topic?.ideas ?? [];

/** Milliseconds. A busy machine needs them, a calm one needs a third. */
const LONG = 60_000;

test(
  "a round asks ten questions, keeps its place, and ends with a verdict by level and idea",
  async () => {
    const { page } = await visitor();
    await page.goto(pathOf("test"));
    await page.getByRole("link", { name: "Start the test" }).click();
    const round = await titlesOfRound(page);
    expect(round).toHaveLength(10);
    const asked: Exercise[] = [];
    for (let number = 1; number <= 10; number++) {
      const part = page.getByRole("region", { name: `Question ${number} of 10` });
      await part.waitFor();
      const title = await part.getByRole("heading", { level: 2 }).textContent();
      const question = questions.find((each) => shownText(each.title) === title);
      if (question === undefined) throw new Error(`The content has no question "${title}".`);
      asked.push(question);
      const isHard = question.level === "hard";
      // The last question is answered by a press on the solution, which counts as wrong.
      if (number < 10) await answer(question, part.getByRole("article"), !isHard);
      else await part.getByRole("button", { name: "I do not know: show the solution" }).click();
      if (number < 10) await says(part, isHard ? "Not right." : /^Right\./);
      await part.getByRole("heading", { name: "Solution" }).waitFor();
      const next = part.getByRole("link", {
        name: number < 10 ? "Next question" : "See the verdict",
      });
      if (number === 4) {
        // The answer stays after a reload, and the start of the mode leads back to the round.
        await page.reload();
        await part.getByText("You had this right before.").waitFor();
        expect(await part.getByRole("button", { name: "Check the answer" }).count()).toBe(1);
        await page.goto(pathOf("test"));
        await page.getByRole("link", { name: "Go on with your round (4 of 10)" }).click();
      } else {
        await next.click();
      }
    }
    expect(asked.map(({ title }) => shownText(title))).toEqual(round);
    expect(asked.map(({ level }) => level)).toEqual(
      Object.entries(draw).flatMap(([level, count]) => Array<string>(count).fill(level)),
    );

    const verdict = page.getByRole("region", { name: "The verdict of the test" });
    await verdict.getByRole("heading", { level: 2, name: "Getting there" }).waitFor(RUN);
    const lines = await verdict.getByRole("listitem").allTextContents();
    expect(lines).toEqual(
      expect.arrayContaining(["Easystrong 3 of 3", "Mediumstrong 4 of 4", "Hardweak 0 of 3"]),
    );
    const weak = new Set(asked.filter(({ level }) => level === "hard").map(({ idea }) => idea));
    for (const { id, says: text, mode } of ideas) {
      const own = asked.filter(({ idea }) => idea === id);
      const line = lines.find((each) => each.startsWith(shownText(text)));
      if (own.length === 0) expect(line).toBeUndefined();
      else if (weak.has(id)) expect(line?.endsWith(modeFile(mode).title)).toBe(true);
      else expect(line).toContain(`strong ${own.length} of ${own.length}`);
    }
    const back = verdict.locator("header").getByRole("link");
    const modes = ideas.filter(({ id }) => weak.has(id)).map(({ mode }) => pathOf(mode));
    expect(modes).toContain(await back.getAttribute("href"));

    // The next round begins with the questions that were not asked.
    await verdict.getByRole("link", { name: "Again with other questions" }).click();
    await page.getByRole("region", { name: "Question 1 of 10" }).waitFor();
    const second = await titlesOfRound(page);
    expect(second).toHaveLength(10);
    const others = questions.filter(({ id }) => asked.every((each) => each.id !== id));
    expect(second).toEqual(expect.arrayContaining(others.map(({ title }) => shownText(title))));
    await page.goto(pathOf("test"));
    await page.getByRole("link", { name: "getting there, 7 of 10 right" }).click();
    await verdict.waitFor();
    await page.goto("/practice/progress");
    const last = page.getByRole("region", { name: topic?.title ?? "" });
    await last.getByRole("heading", { name: "Your last Test" }).waitFor();
    await last.getByText("7 of 10 answers right").waitFor();
  },
  LONG,
);

test("a question of the Test can be answered after a program that took too long", async () => {
  const question = exerciseFile("test", "await-the-guard");
  if (question.kind !== "mend") throw new Error("The question must have an editor.");
  const { page } = await visitor();
  const article = page.locator(`article#${question.id}`);
  // Two of three rounds have this question.
  for (let round = 1; (await article.count()) === 0; round++) {
    await page.goto(`${pathOf("test", question.id)}&round=r${round}`);
  }
  await isReady(article.locator("form").first());
  await write(article, question.file, `${question.program}\nfor (;;) {}\n`);
  await article.getByRole("button", { name: "Run the check" }).click();
  await says(article, "Not yet. The program did not finish.");
  // Not by `answer`: it would take the former result for the new one, and press again.
  await write(article, question.file, question.right[0]?.program ?? "");
  await article.getByRole("button", { name: "Run the check" }).click();
  await says(article, /^Right\./);
});

/** Returns the titles of the questions of the shown round, in their order. */
async function titlesOfRound(page: Page): Promise<string[]> {
  const list = page.getByRole("navigation", { name: "Questions" });
  await list.waitFor();
  const names = await list
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => link.querySelector(".sr-only")?.textContent ?? ""));
  return names.map((name) => shownText(name.replace(/^Question \d+: (.*) \([^()]*\)$/, "$1")));
}
