import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { useLab } from "../setting.ts";
import { allKept, isReady, pathOf, run, says, signedIn } from "./answering.ts";
import { modeFile, shownText } from "./content.ts";

const { dataFolder, visitor } = useLab();

const DAY = 86_400_000;
const { cards } = modeFile<{
  readonly cards: readonly {
    readonly id: string;
    readonly front: string;
    readonly example: { readonly prints: readonly string[] };
  }[];
}>("recall");
const GRADES = ["Again", "Hard", "Good", "Easy"];

const frontOf = (place: number) => shownText(cards[place]?.front ?? "");

/** Milliseconds. A busy machine needs them, a calm one needs a third. */
const LONG = 60_000;

/** Returns the question of the shown card. */
const frontIn = async (card: Locator) =>
  shownText(
    (await card.locator("details").locator("xpath=preceding-sibling::div").textContent()) ?? "",
  );

/** Adds reviews to the visitor's progress, as if time had passed since they were given. */
async function addReviews(page: Page, reviews: readonly { card: string; daysAgo: number }[]) {
  const { userId } = await (await page.request.get("/api/hybrid/me")).json();
  const database = new DatabaseSync(join(dataFolder(), "practice.db"), { timeout: 5_000 });
  const insert = database.prepare(
    `INSERT INTO events (owner, id, at, topic, mode, item, kind, passed, grade)
      VALUES (?, ?, ?, 'jwt-or-session', 'recall', ?, 'review', 1, 4)`,
  );
  for (const { card, daysAgo } of reviews) {
    insert.run(userId, randomUUID(), Math.round(Date.now() - daysAgo * DAY), card);
  }
  database.close();
}

test(
  "cards are revealed and graded by buttons and keys, come back on their day, and the session ends with the next day",
  async () => {
    const { page } = await visitor();
    await page.goto(pathOf("recall"));
    const card = page.getByRole("region", { name: /^Card, / });
    const good = card.getByRole("button", { name: "Good" });
    await isReady(card);
    await card.getByText(`${cards.length} cards to go`).waitFor();
    expect(await frontIn(card)).toBe(frontOf(0));
    expect(await good.isVisible()).toBe(false);
    await card.locator("summary", { hasText: "Answer (Space)" }).click();
    const grades = card.getByRole("group", { name: "How well did you know it?" });
    const [again, hard, medium, easy] = await grades.getByRole("button").allTextContents();
    expect([again, hard, medium]).toEqual([
      "Againin 1 minute",
      "Hardin 6 minutes",
      "Goodin 10 minutes",
    ]);
    expect(easy).toMatch(/^Easyin \d+ days$/);
    expect(await run(card)).toEqual(cards[0]?.example.prints);
    await card.getByRole("button", { name: "Easy" }).click();
    await says(card, /^Easy\. The card comes back in \d+ days\.$/);
    await card.getByText(`${cards.length - 1} cards to go`).waitFor();
    await signedIn(page).getByText("Guest").waitFor();

    // Eight days after the grade "easy", a card is due. The other cards are not.
    const [, , , fourth, ...others] = cards.map(({ id }) => id);
    await addReviews(page, [
      { card: fourth ?? "", daysAgo: 8.5 },
      ...others.map((other) => ({ card: other, daysAgo: 7 })),
    ]);
    await page.goto("/practice");
    await page.getByText("1 card due").waitFor();
    await page.getByRole("link", { name: "Review 1 card" }).click();
    await page.waitForURL(`**${pathOf("recall")}`);
    await card.getByText("3 cards to go").waitFor();

    // The due card comes first, then the new ones.
    await isReady(card);
    const press = async (grade: number) => {
      await page.keyboard.press("Space");
      await good.waitFor();
      await page.keyboard.press(String(grade));
      await says(
        card.or(done),
        grade === 1 ? /^Again\./ : new RegExp(`^${GRADES[grade - 1]}\\.|^You`),
      );
    };
    const done = page.getByRole("region", { name: "The end of the cards" });
    expect(await frontIn(card)).toBe(frontOf(3));
    await page.keyboard.press("Space");
    await good.waitFor();
    await page.keyboard.press("Space");
    await good.waitFor({ state: "hidden" });
    expect(await good.isVisible()).toBe(false);
    await press(3);
    expect(await frontIn(card)).toBe(frontOf(1));
    await press(1);
    // The card that was not known comes again after the others.
    expect(await frontIn(card)).toBe(frontOf(2));
    await press(4);
    await card.getByText("The last card").waitFor();
    expect(await frontIn(card)).toBe(frontOf(1));
    await press(4);
    await allKept(page);
    await done.getByRole("heading", { name: "No card is due" }).waitFor();
    await says(
      done,
      /^You graded 4 cards\. The next card is due (tomorrow|in \d+ (hours|days))\.$/,
    );

    await page.reload();
    await done.getByRole("heading", { name: "No card is due" }).waitFor();
    await page.goto("/practice/progress");
    await page.getByText("No card is due now.").waitFor();
    const days = page.getByRole("listitem").filter({
      hasText: /^(Today|Tomorrow|\w{3} \d+ \w{3})\d+ cards?$/,
    });
    const counts = (await days.allTextContents()).map((text) =>
      Number(/\d+(?= cards?$)/.exec(text)),
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(cards.length);
  },
  LONG,
);

test("without JavaScript, a card is revealed, and its grade brings the next card", async () => {
  const { page } = await visitor({ javaScriptEnabled: false });
  await page.goto(pathOf("recall"));
  const card = page.getByRole("region", { name: `Card, ${cards.length} to go` });
  expect(await frontIn(card)).toBe(frontOf(0));
  await card.locator("summary", { hasText: "Answer" }).click();
  await card.getByRole("button", { name: "Easy" }).click();
  const next = page.getByRole("region", { name: `Card, ${cards.length - 1} to go` });
  await next.waitFor();
  expect(await frontIn(next)).toBe(frontOf(1));
  await signedIn(page).getByText("Guest").waitFor();
});
