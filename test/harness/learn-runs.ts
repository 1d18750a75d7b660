import type { Page } from "playwright-core";

/** The first example of the page. */
const FIRST = "A cookie connects two requests";
const LEARN = "/practice/jwt-or-session/learn";

/** What a visitor sees after a run. */
export interface Shown {
  /** The sentence for screen readers, with the printed lines if they are few. */
  readonly said: string;
  readonly lines: readonly string[];
  /** From the press to the frame with the result; milliseconds. */
  readonly milliseconds: number;
  /** The time that the page shows, of the program alone; milliseconds. */
  readonly worked: number;
}

declare global {
  interface Window {
    /** The files that run instead of the next example's own. */
    signetTestFiles: Readonly<Record<string, string>> | undefined;
    /** Presses Run of an example, and waits for the result. */
    signetTestRun(title: string): Promise<Shown>;
  }
}

/**
 * Opens the mode Learn, in which `run` runs any program by the first Run button: with the engine and the
 * worker of the page, and without an editor.
 */
export async function openLearn(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.signetTestFiles = undefined;
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (this: Worker, message: { kind: string }) {
      const files = window.signetTestFiles;
      const isReplaced = message.kind === "run" && files !== undefined;
      const entry = Object.keys(files ?? {}).at(-1);
      postMessage.call(this, isReplaced ? { ...message, program: { files, entry } } : message);
    };
    window.signetTestRun = (title) =>
      new Promise((resolve) => {
        const heading = [...document.querySelectorAll("p[id]")].find(
          (each) => each.textContent === title,
        );
        const box = heading?.parentElement;
        const button = box?.querySelector<HTMLElement>(`button[aria-describedby="${heading?.id}"]`);
        const status = box?.querySelector("[role=status]");
        const area = status?.parentElement;
        if (!button || !status || !area) throw new Error(`The page has no example "${title}".`);
        let hasBegun = false;
        const observer = new MutationObserver(() => {
          const said = status.textContent ?? "";
          const isBusy = /^The (engine is loading|program is running)\.$/.test(said);
          if (isBusy) hasBegun = true;
          if (isBusy || !hasBegun) return;
          observer.disconnect();
          const lines = [...area.querySelectorAll("pre > span")].map((each) => each.textContent);
          requestAnimationFrame(() => {
            const milliseconds = performance.now() - start;
            const worked = Number(/ after (\d+) ms$/.exec(area.textContent ?? "")?.[1] ?? 0);
            resolve({ said, lines: lines.map((each) => each ?? ""), milliseconds, worked });
          });
        });
        observer.observe(area, { childList: true, characterData: true, subtree: true });
        const start = performance.now();
        button.click();
      });
  });
  await page.goto(LEARN);
  // Before React has taken over the button, a press does nothing.
  await page.waitForFunction(() =>
    [...document.querySelectorAll("button")].some(
      (each) =>
        each.textContent?.includes("▶ Run") &&
        Object.keys(each).some((key) => key.startsWith("__reactProps")),
    ),
  );
}

/** Runs files by the Run button. The last file is the entry. Without files, the example itself runs. */
export async function run(page: Page, files?: Readonly<Record<string, string>>): Promise<Shown> {
  return await page.evaluate(
    ({ given, title }) => {
      window.signetTestFiles = given;
      return window.signetTestRun(title);
    },
    { given: files, title: FIRST },
  );
}

/** Runs an example of the page as it is. */
export function runExample(page: Page, title: string): Promise<Shown> {
  return page.evaluate((name) => window.signetTestRun(name), title);
}

/** Runs one file by the Run button. */
export function runText(page: Page, program: string): Promise<Shown> {
  return run(page, { "program.ts": program });
}
