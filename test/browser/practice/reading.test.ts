import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { useLab } from "../setting.ts";
import { allKept, answer, isReady, pathOf, RUN, run, says, signedIn } from "./answering.ts";
import { exerciseFile, modeFile, shownText, topicFiles } from "./content.ts";

const { visitor } = useLab();

interface Reading {
  readonly blocks: readonly {
    readonly kind: string;
    readonly id: string;
    readonly title: string;
  }[];
}

const blocksOf = <Block>(mode: string, kind: string) =>
  modeFile<{ readonly blocks: readonly (Block & Reading["blocks"][number])[] }>(mode).blocks.filter(
    (block) => block.kind === kind,
  );

test("the front page and the header lead to both parts of the Lab, and the overview shows each mode of both topics", async () => {
  const { page } = await visitor();
  await page.goto("/");
  const doors = page.getByRole("region", { name: "Two ways to use the Lab" });
  expect(await doors.getByRole("link").allTextContents()).toEqual(["Compare", "Practise"]);
  await doors.getByRole("link", { name: "Practise" }).click();
  await page.waitForURL("/practice");
  const parts = page.getByRole("navigation", { name: "Parts of the Lab" });
  expect(await parts.locator("[aria-current]").allTextContents()).toEqual(["Practise"]);
  await parts.getByRole("link", { name: "Compare" }).click();
  await page.waitForURL("/");
  await doors.getByRole("link", { name: "Compare" }).click();
  await page.waitForURL("/#strategies");
  await parts.getByRole("link", { name: "Practise" }).click();
  await page.waitForURL("/practice");

  const topics = topicFiles();
  expect(topics.map(({ modes }) => modes.length)).toEqual([10, 3]);
  for (const { id, title, modes } of topics) {
    const topic = page.getByRole("region", { name: title });
    const cards = await topic.getByRole("listitem").allTextContents();
    expect(cards).toHaveLength(modes.length);
    for (const [place, mode] of modes.entries()) {
      const { title: name, minutes } = modeFile(mode, id);
      expect(cards[place]).toContain(name);
      expect(cards[place]).toContain(`${minutes} minutes`);
      expect(cards[place]).toContain("Not begun");
    }
    const next = topic.getByRole("link", { name: "Begin with Learn" });
    expect(await next.getAttribute("href")).toBe(`/practice/${id}/learn`);
  }
});

test("Learn runs its examples, takes an answer, and counts as read at its end", async () => {
  const { page } = await visitor();
  await page.goto(pathOf("learn"));
  expect(await page.getByRole("banner").textContent()).toContain("Not signed in");
  const [card] = blocksOf<{ readonly example: { readonly prints: readonly string[] } }>(
    "learn",
    "card",
  );
  const example = page.getByRole("region", { name: card?.title ?? "" });
  expect(await run(example)).toEqual(card?.example.prints);

  const claims = exerciseFile("learn", "claims-of-a-token");
  const article = page.getByRole("article", { name: claims.title });
  await answer(claims, article, false);
  await says(article, "Not yet.");
  await article.getByText("2 attempts left").waitFor();
  await answer(claims, article, true);
  await says(article, "Right. The program prints exactly this.");
  await signedIn(page).getByText("Guest").waitFor();

  const end = page.getByRole("status").filter({ hasText: "The end of this mode" });
  expect(await end.count()).toBe(1);
  await end.scrollIntoViewIfNeeded();
  await says(page, "You have read this mode.");
  await allKept(page);
  await page.goto("/practice");
  const exercises = blocksOf("learn", "exercise").length;
  const learn = page.getByRole("article").filter({ hasText: "Read ·" }).first();
  expect(await learn.textContent()).toContain(`2 of ${exercises + 1}`);
  await page.getByRole("link", { name: "Go on with Learn" }).waitFor();
});

test.each([true, false])(
  "the questionnaire of Why gives an advice with its reasons, with JavaScript: %s",
  async (javaScriptEnabled) => {
    const { page } = await visitor({ javaScriptEnabled });
    await page.goto(pathOf("why"));
    const [block] = blocksOf<{
      readonly questions: readonly {
        readonly id: string;
        readonly ask: string;
        readonly options: readonly { readonly id: string; readonly text: string }[];
      }[];
      readonly rules: readonly { readonly advice: string; readonly because: readonly string[] }[];
    }>("why", "questionnaire");
    const { questions = [], rules = [], title = "" } = block ?? {};
    const form = page.getByRole("region", { name: title });
    if (javaScriptEnabled) await isReady(form.locator("form"));
    const advice = form.getByRole("status");
    await advice.getByText(`Answer ${questions.length} questions.`).waitFor();
    const choose = async (question: string, option: string) => {
      const asked = questions.find(({ id }) => id === question);
      const text = asked?.options.find(({ id }) => id === option)?.text ?? "";
      const group = form.getByRole("group", { name: asked?.ask ?? "", exact: true });
      await group.getByRole("radio", { name: text, exact: true }).check();
    };
    const reasons = async () => (await advice.getByRole("listitem").allTextContents()).map(oneLine);
    const show = async () => {
      if (!javaScriptEnabled) await form.getByRole("button", { name: "Show the advice" }).click();
    };

    const app = {
      users: "medium",
      devices: "several",
      ending: "seconds",
      place: "regions",
      reads: "many",
      private: "no",
      outage: "nothing",
    };
    for (const [question, option] of Object.entries(app)) await choose(question, option);
    await show();
    await advice.getByText("hybrid({ store })").waitFor();
    const [hybrid] = rules.filter(({ because }) => because[0]?.includes("within seconds"));
    expect(await reasons()).toEqual(hybrid?.because.map(shownText));
    expect((await reasons()).join()).toMatch(/5\.84 µs/);

    await choose("ending", "expiry");
    await choose("devices", "one");
    await show();
    await advice.getByText("jwt()", { exact: true }).waitFor();
    expect(await reasons()).toEqual(rules.at(-1)?.because.map(shownText));
  },
);

test("each diagram of Deep is drawn once, and has its messages as text", async () => {
  const { page } = await visitor({ viewport: { width: 390, height: 844 } });
  await page.goto(pathOf("deep"));
  const diagrams = blocksOf<{
    readonly lanes: readonly string[];
    readonly messages: readonly {
      readonly from: string;
      readonly to: string;
      readonly text: string;
      readonly note?: string;
    }[];
  }>("deep", "diagram");
  expect(diagrams).toHaveLength(3);
  for (const width of [390, 1_280]) {
    await page.setViewportSize({ width, height: 844 });
    for (const { title, lanes, messages } of diagrams) {
      const figure = page.getByRole("figure", { name: title });
      expect(await figure.getByRole("listitem").allTextContents()).toEqual(
        messages.map(({ from, to, text, note }) => {
          const way = from === to ? from : `${from} to ${to}`;
          return `${way}: ${text}.${note === undefined ? "" : ` ${note}.`}`;
        }),
      );
      const drawing = figure.locator("svg:visible");
      expect(await drawing.count()).toBe(1);
      const drawn = (await drawing.locator("text").allTextContents()).join(" ");
      for (const lane of lanes) expect(drawn).toContain(lane.split(" ")[0]);
    }
  }
});

test("Visualise steps forward and back by buttons and keys, and fresh values come from a run in the page", async () => {
  const { page } = await visitor({ reducedMotion: "reduce" });
  await page.goto(pathOf("visualise"));
  const trace = blocksOf("visualise", "trace").find(({ id }) => id === "trace-database");
  const viewer = page.getByRole("group", { name: `Steps: ${trace?.title}` });
  const next = viewer.getByRole("button", { name: "Next step" });
  const back = viewer.getByRole("button", { name: "Back" });
  await isReady(next);
  const count = await viewer.getByRole("list", { name: "All steps" }).getByRole("listitem").count();
  const isAt = (step: number) => says(viewer, `Step ${step} of ${count}:`);
  /** Goes from the first step to the last by the keyboard. */
  const walk = async () => {
    const steps = [await shown(viewer)];
    for (let step = 2; step <= count; step++) {
      await page.keyboard.press("ArrowRight");
      await isAt(step);
      steps.push(await shown(viewer));
    }
    return steps;
  };
  await isAt(1);
  expect(await back.getAttribute("aria-disabled")).toBe("true");

  await next.click();
  await isAt(2);
  await back.click();
  await isAt(1);
  const seen = await walk();
  expect(await next.getAttribute("aria-disabled")).toBe("true");
  // The cookie and the record appear while the request goes on.
  for (const values of ["cookies", "records"] as const) {
    expect(seen[0]?.[values]).toEqual([]);
    expect(seen.some((step) => step[values].length > 0)).toBe(true);
  }
  await page.keyboard.press("ArrowLeft");
  await isAt(count - 1);
  expect(await shown(viewer)).toEqual(seen.at(-2));
  await page.keyboard.press("Home");
  await isAt(1);
  await page.keyboard.press("End");
  await isAt(count);
  expect(await movingParts(viewer)).toBe(0);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  expect(await movingParts(viewer)).toBeGreaterThan(0);
  await page.emulateMedia({ reducedMotion: "reduce" });

  await viewer.getByRole("button", { name: "Run with fresh values" }).click();
  await viewer.getByText("The values are from a run in your browser").waitFor(RUN);
  await isAt(1);
  const known = seen.flatMap(({ cookies }) => cookies);
  const fresh = (await walk()).flatMap(({ cookies }) => cookies);
  expect(fresh).toHaveLength(known.length);
  for (const cookie of fresh) expect(known).not.toContain(cookie);
});

test("a race of Performance runs in the page and shows the counts and the times of both programs", async () => {
  const { page } = await visitor();
  await page.goto(pathOf("performance"));
  const [race] = blocksOf<Record<"bad" | "good", { readonly prints: readonly string[] }>>(
    "performance",
    "race",
  );
  const section = page.getByRole("region", { name: race?.title ?? "" });
  await isReady(section.getByRole("button", { name: "Run both" }));
  await section.getByRole("radio", { name: "More than 5 times slower" }).check();
  await section.getByRole("button", { name: "Run both" }).click();
  await says(section, /Program A took .+ as program B\./);
  await section.getByText(/^(Your guess was right|Not this time): program A took/).waitFor();
  expect(await section.getByText(/^[\d.,]+ µs a time$/).count()).toBe(2);
  expect(await section.getByText(/: 10 times in [\d.,]+ ms$/).count()).toBe(2);
  for (const { prints } of [race?.bad, race?.good].filter((side) => side !== undefined)) {
    await section.getByText(prints.join("\n"), { exact: true }).waitFor();
  }
});

test.each([true, false])(
  "an unknown topic or mode is a page that was not found, with JavaScript: %s",
  async (javaScriptEnabled) => {
    const { page, complaints } = await visitor({ javaScriptEnabled });
    for (const path of ["no-such-topic", "no-such-topic/learn", "jwt-or-session/no-such-mode"]) {
      const response = await page.goto(`/practice/${path}`);
      expect([path, response?.status()]).toEqual([path, 404]);
      await page.getByRole("heading", { level: 1, name: "Page not found" }).waitFor();
    }
    complaints.splice(0, complaints.length, ...complaints.filter((text) => !/404/.test(text)));
  },
);

interface Shown {
  readonly cookies: readonly string[];
  readonly records: readonly string[];
}

/** Returns the values of the shown step that lie in the browser and in the store. */
async function shown(viewer: Locator): Promise<Shown> {
  const valuesIn = (place: string) =>
    viewer
      .getByRole("heading", { level: 4, name: place, exact: true })
      .locator("xpath=../following-sibling::div")
      .locator("dd")
      .allTextContents();
  return { cookies: await valuesIn("Browser"), records: await valuesIn("Store") };
}

/** Counts the parts that move or fade. A color that changes is no motion. */
function movingParts(viewer: Locator): Promise<number> {
  return viewer.evaluate((element) => {
    const moves = (each: Element) => {
      const { animationName, transitionDuration, transitionProperty } = getComputedStyle(each);
      const isQuick = !/[1-9]/.test(transitionDuration);
      return (
        animationName !== "none" || (!isQuick && /left|transform|all/.test(transitionProperty))
      );
    };
    return [...element.querySelectorAll("*")].filter(moves).length;
  });
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
