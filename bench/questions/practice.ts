import { setTimeout as pause } from "node:timers/promises";
import { launchChromium } from "../../test/harness/chromium.ts";
import { type Lab, startLab } from "../../test/harness/lab.ts";
import { openLearn, runExample } from "../../test/harness/learn-runs.ts";
import { quantile } from "../../test/harness/quantile.ts";
import type { Finding, Question, Setting } from "../harness/question.ts";

type Browser = Awaited<ReturnType<typeof launchChromium>>;
type Page = Parameters<typeof runExample>[0];

/** The measured examples of the mode Learn, by the library that they import. */
const EXAMPLES = [
  ["jsonwebtoken", "jsonwebtoken, with a cookie of your own"],
  ["iron-session", "iron-session"],
  ["next-auth", "next-auth 4, in the Pages Router"],
  ["signet-auth", "One user, three strategies"],
  ["signet-auth/next", "The same job with Signet"],
] as const;

const FIRST_RUNS = 5;
const LATER_RUNS = 20;
/** A learner reads a result before the next press, and the worker prepares the next run; milliseconds. */
const BETWEEN_RUNS = 500;
/** The targets; milliseconds. */
const FIRST_TARGET = 1_500;
const LATER_TARGET = 150;
/** How many times as slow the processor of a phone is. */
const SLOWER = 4;

/** Measures the time from the press of Run to the shown result on a practice page. */
export async function ask({ stored, atEnd }: Setting): Promise<Question> {
  const isQuick = stored < 1_000;
  const question = {
    title: "Practice: from the press of Run to the shown result",
    about: [
      "One operation: a press of Run on an example of the mode Learn, until the frame in which the page shows the output. Chromium runs the production build of the Lab on this machine. The worker runs the program in QuickJS with the built library.",
      "A first run is the first press in a new browser context, without any cache: it loads the engine, about 1.3 MB, starts the worker and prepares QuickJS. The later runs are in the same page, half a second after the previous result.",
      `The slow page has a processor that is ${SLOWER} times as slow, by CPU throttling of the DevTools protocol. The throttling slows the page; the last column shows whether it slows the worker.`,
    ],
    contestants: [],
    yardsticks: [],
    targets: [],
  };
  if (isQuick) {
    const leftOut =
      "It needs the production build of the Lab. The suite browser runs the same presses in test/browser/practice/sandbox.test.ts.";
    return { ...question, leftOut };
  }
  const lab = await startLab();
  atEnd(lab.stop);
  const browser = await launchChromium();
  atEnd(() => browser.close());
  const findings: Finding[] = [];
  for (const rate of [1, SLOWER]) findings.push(await timesAt(rate, lab, browser));
  return { ...question, findings };
}

async function timesAt(rate: number, lab: Lab, browser: Browser): Promise<Finding> {
  const rows: string[][] = [];
  for (const [library, title] of EXAMPLES) {
    const first: number[] = [];
    const later: number[] = [];
    const worked: number[] = [];
    for (let visit = 0; visit < FIRST_RUNS; visit++) {
      const context = await browser.newContext({ baseURL: lab.url });
      const page = await context.newPage();
      await openLearn(page);
      await page.waitForLoadState("networkidle");
      const session = await context.newCDPSession(page);
      await session.send("Emulation.setCPUThrottlingRate", { rate });
      first.push((await timeOf(page, title)).shown);
      if (visit === FIRST_RUNS - 1) {
        for (let run = 0; run < LATER_RUNS; run++) {
          await pause(BETWEEN_RUNS);
          const time = await timeOf(page, title);
          later.push(time.shown);
          worked.push(time.worked);
        }
      }
      await context.close();
    }
    rows.push([
      library,
      ...shown(first, FIRST_TARGET),
      ...shown(later, LATER_TARGET),
      text(worked, 0.5),
    ]);
  }
  const speed = rate === 1 ? "This machine" : `A page that is ${rate} times as slow`;
  return {
    title: `${speed}; milliseconds`,
    head: [
      "imports",
      "first, median",
      "first, p95",
      `first ≤ ${FIRST_TARGET}`,
      "later, median",
      "later, p95",
      `later ≤ ${LATER_TARGET}`,
      "of it in the program",
    ],
    rows,
  };
}

/** Presses Run. Returns the milliseconds until the result was shown, and those that the program worked. */
async function timeOf(page: Page, title: string) {
  const { said, milliseconds, worked } = await runExample(page, title);
  if (!said.startsWith("The program finished.")) throw new Error(`${title}: ${said}`);
  return { shown: milliseconds, worked };
}

function shown(times: readonly number[], target: number): string[] {
  const isMet = quantile(times, 0.5) <= target;
  return [text(times, 0.5), text(times, 0.95), isMet ? "met" : "**missed**"];
}

function text(times: readonly number[], share: number): string {
  return quantile(times, share).toFixed(0);
}
