import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { toSvg } from "./chart.ts";
import { type Outcome, TAKEN, TARGETS, toMarkdown } from "./table.ts";

const pages = new URL("../results/", import.meta.url);
/** Ignored by Git: the figure of every round, for a closer look at the last run on this machine. */
const samples = new URL("../.data/samples/", import.meta.url);
const NOT_OF_A_QUESTION = ["README.md", "sizes.md"];

export function writeOutcome(outcome: Outcome): void {
  const { name, chart } = outcome;
  mkdirSync(pages, { recursive: true });
  mkdirSync(samples, { recursive: true });
  writeFileSync(new URL(`${name}.json`, samples), `${JSON.stringify(outcome, null, 1)}\n`);
  writeFileSync(new URL(`${name}.md`, pages), toMarkdown(outcome));
  if (chart) writeFileSync(new URL(`${name}.svg`, pages), toSvg(chart));
  writeFileSync(new URL("README.md", pages), resultsIndex());
}

/** Returns the page that lists the targets of all results. Each result may be of another day. */
export function resultsIndex(): string {
  const sections = readdirSync(pages)
    .filter((file) => file.endsWith(".md") && !NOT_OF_A_QUESTION.includes(file))
    .sort()
    .map((file) => sectionOf(file, readFileSync(new URL(file, pages), "utf8")));
  const head =
    "# Results\n\nWritten by `npm run bench`; how it measures is in [bench](../README.md). The page [sizes](sizes.md) shows how much each entry adds to a bundle.";
  return `${[head, ...sections].join("\n\n")}\n`;
}

/** The title, the table of targets if there is one, and the machine, all taken from a result's page. */
function sectionOf(file: string, page: string): string {
  const [before = "", machine = ""] = page.split(`\n\n${TAKEN}\n\n`);
  const [body = "", targets] = before.split(`\n\n${TARGETS}\n\n`);
  const title = body.slice("# ".length, body.indexOf("\n"));
  return [`## [${title}](${file})`, ...(targets ? [targets] : []), machine.trim()].join("\n\n");
}
