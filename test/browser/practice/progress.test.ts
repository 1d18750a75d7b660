import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { useLab } from "../setting.ts";
import { allKept, answer, pathOf, RUN, says, signedIn } from "./answering.ts";
import { exerciseFile, topicFiles } from "./content.ts";

const { restartLab, visitor } = useLab();

const PROGRESS = "/practice/progress";
const [topic] = topicFiles();
const makeToken = exerciseFile("try", "make-a-token");
const sealed = exerciseFile("deep", "sealed-and-stolen");

/** Milliseconds. A busy machine needs them, a calm one needs a third. */
const LONG = 60_000;

/** Answers an exercise of Try. */
async function answerTry(page: Page, right: boolean): Promise<void> {
  await page.goto(pathOf("try", makeToken.id));
  await answer(makeToken, page.getByRole("article"), right);
  await says(page.getByRole("article"), right ? "Right." : "Not yet.");
}

/** Answers an exercise inside the text of Deep. */
async function answerDeep(page: Page, right: boolean): Promise<void> {
  await page.goto(pathOf("deep"));
  const article = page.getByRole("article", { name: sealed.title });
  await answer(sealed, article, right);
  await says(article, right ? /^Right\./ : "Not yet.");
}

/** Downloads the visitor's events by the link of the progress page. */
async function exported(page: Page): Promise<{ item: string; passed: boolean }[]> {
  await page.goto(PROGRESS);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export as JSON" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("signet-lab-progress.json");
  return JSON.parse(readFileSync(await file.path(), "utf8")).events;
}

const userOf = async (page: Page): Promise<string> =>
  (await (await page.request.get("/api/hybrid/me")).json()).userId;

/** Returns a key figure of the progress page, for example of "Attempts". */
const figure = (page: Page, term: string) =>
  page.locator("dl > div").filter({ hasText: term }).locator("dd > span").first().textContent();

test(
  "the first answer begins a guest session, and a registration and a second device keep the progress",
  async () => {
    const { page } = await visitor();
    await page.goto(PROGRESS);
    await page.getByRole("heading", { name: "Nothing here yet" }).waitFor();
    expect(await page.getByRole("banner").textContent()).toContain("Not signed in");
    await answerTry(page, false);
    await answerTry(page, true);
    await signedIn(page).getByText("Guest").waitFor();
    await allKept(page);
    const events = await exported(page);
    expect(events.map(({ item, passed }) => [item, passed])).toEqual([
      [makeToken.id, false],
      [makeToken.id, true],
    ]);
    await page.getByRole("heading", { name: "You practise as a guest" }).waitFor();

    await page.getByRole("link", { name: "Register" }).click();
    await page.getByLabel("User name").fill("emmy");
    await page.getByLabel("Name", { exact: true }).fill("Emmy Noether");
    await page.getByLabel("Password").fill("invariant-1918");
    await page.getByRole("button", { name: "Create the account and sign in" }).click();
    await page.waitForURL(`**${PROGRESS}`);
    await page.getByRole("heading", { name: "Signed in as Emmy Noether" }).waitFor();
    await signedIn(page).getByText("Emmy Noether").waitFor();
    expect(await exported(page)).toEqual(events);

    const { page: phone } = await visitor({ viewport: { width: 390, height: 844 } });
    await phone.goto(PROGRESS);
    await phone.getByRole("link", { name: "Sign in" }).click();
    await phone.getByLabel("User name").fill("emmy");
    await phone.getByLabel("Password").fill("invariant-1918");
    await phone.getByRole("button", { name: "Sign in", exact: true }).click();
    await phone.waitForURL(`**${PROGRESS}`);
    await phone.getByRole("heading", { name: "Signed in as Emmy Noether" }).waitFor();
    expect([await figure(phone, "Attempts"), await figure(phone, "Days in a row")]).toEqual([
      "2",
      "1",
    ]);
    const ideas = phone.getByRole("table", { name: `Exercises of ${topic?.title} by idea` });
    const idea = topic?.ideas.find(({ id }) => id === makeToken.idea);
    const row = ideas.getByRole("row").filter({ hasText: idea?.says ?? "" });
    // Right at a later try: the first try was wrong.
    expect((await row.getByRole("cell").allTextContents()).slice(0, 3)).toEqual(["0", "1", "0"]);
    await answerDeep(phone, true);
    await allKept(phone);
    expect((await exported(page)).map(({ item }) => item)).toEqual([
      makeToken.id,
      makeToken.id,
      sealed.id,
    ]);
  },
  LONG,
);

test("the first answers of two tabs at the same moment begin one guest session, and both are kept", async () => {
  const { page, context } = await visitor();
  const other = await context.newPage();
  const cookies: string[] = [];
  context.on("response", async (response) => {
    const header = await response.headerValue("set-cookie");
    if (header?.startsWith("signet-hybrid=")) cookies.push(header);
  });
  await Promise.all([answerTry(page, true), answerDeep(other, false)]);
  await Promise.all([allKept(page), allKept(other)]);
  const items = (await exported(page)).map(({ item }) => item);
  expect(items.toSorted()).toEqual([makeToken.id, sealed.id].toSorted());
  expect(await userOf(page)).toMatch(/^guest_/);
  expect(cookies).toHaveLength(1);
});

test.each([true, false])(
  "a deletion removes the whole progress after a confirmation, with JavaScript: %s",
  async (javaScriptEnabled) => {
    const { page } = await visitor({ javaScriptEnabled });
    if (javaScriptEnabled) {
      await answerTry(page, true);
      await allKept(page);
    } else {
      await page.goto(pathOf("try", makeToken.id));
      await page.getByRole("combobox").selectOption("sign");
      await page.getByRole("button", { name: "Check the answer" }).click();
      await says(page, "Right.");
    }
    await page.goto(PROGRESS);
    expect(await figure(page, "Attempts")).toBe("1");
    await page.getByText("Delete my progress").click();
    await page.getByRole("checkbox", { name: /^Yes, delete all answers/ }).check();
    await page.getByRole("button", { name: "Delete everything" }).click();
    await says(page, "Your progress was deleted: 1 event.");
    await page.getByRole("heading", { name: "Nothing here yet" }).waitFor();
    await page.goto("/practice");
    const cards = await page.getByRole("article").allTextContents();
    expect(cards.filter((card) => !card.includes("Not begun"))).toEqual([]);
    expect(await userOf(page)).toMatch(/^guest_/);
  },
);

test(
  "an answer survives a reload, an outage of the store and a restart of the Lab",
  async () => {
    const { page, complaints } = await visitor();
    await answerTry(page, true);
    await allKept(page);
    await page.reload();
    await signedIn(page).getByText("Guest").waitFor();
    await page.getByText("You had this right before.").waitFor();
    const guest = await userOf(page);

    await restartLab({ STORE: "postgres", STORE_URL: "postgres://nobody@127.0.0.1:1/lab" });
    await answerDeep(page, true);
    await page.getByText("The server does not have this answer yet.").waitFor(RUN);
    await page.goto(PROGRESS);
    await page.getByText("The session store does not answer").waitFor();

    await restartLab();
    await page.goto("/practice");
    await allKept(page);
    const events = await exported(page);
    expect(events.map(({ item }) => item)).toEqual([makeToken.id, sealed.id]);
    expect(await userOf(page)).toBe(guest);
    // The browser logs each refused request, and the requests without a server.
    const isExpected = (text: string) => /503|ERR_|Failed to fetch|network/i.test(text);
    complaints.splice(0, complaints.length, ...complaints.filter((text) => !isExpected(text)));
  },
  LONG,
);
