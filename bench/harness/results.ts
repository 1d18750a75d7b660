import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { toSvg } from "./chart.ts";
import { machineText, type Outcome, targetTable, toMarkdown } from "./table.ts";

const folder = new URL("../results/", import.meta.url);

export function writeOutcome(outcome: Outcome): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(`${outcome.name}.json`, folder), `${JSON.stringify(outcome, null, 1)}\n`);
  writeFileSync(new URL(`${outcome.name}.md`, folder), toMarkdown(outcome));
  const { chart } = outcome;
  if (chart) writeFileSync(new URL(`${outcome.name}.svg`, folder), toSvg(chart));
  writeIndex();
}

/** One page over all that has been asked so far; each table may be of another day. */
function writeIndex(): void {
  const outcomes = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file): Outcome => JSON.parse(readFileSync(new URL(file, folder), "utf8")));
  const sections = outcomes.map(({ name, title, verdicts, machine }) =>
    [
      `## [${title}](${name}.md)`,
      ...(verdicts.length > 0 ? [targetTable(verdicts)] : []),
      machineText(machine),
    ].join("\n\n"),
  );
  const head =
    "# Results\n\nWritten by `npm run bench`; how it measures is in [bench](../README.md). What a bundle grows by: [sizes](sizes.md).";
  writeFileSync(new URL("README.md", folder), `${[head, ...sections].join("\n\n")}\n`);
}
