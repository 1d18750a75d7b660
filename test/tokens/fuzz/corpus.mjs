import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../scripts/shared/paths.mjs";

const folder = join(root, "test/tokens/fuzz/corpus");

/** Reads the stored inputs of all targets. Each input names its target. */
export function readCorpus() {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return files.flatMap((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
}

/** Writes inputs to the corpus, one file for each target, sorted and without duplicates. */
export function writeCorpus(inputs) {
  mkdirSync(folder, { recursive: true });
  for (const [target, stored] of Object.entries(Object.groupBy(inputs, (input) => input.target))) {
    const lines = [...new Set(stored.map((input) => JSON.stringify(input)))].sort();
    writeFileSync(join(folder, `${target}.json`), `[\n${lines.join(",\n")}\n]\n`);
  }
}
