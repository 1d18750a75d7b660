import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../scripts/shared/paths.mjs";

const folder = join(root, "test/tokens/fuzz/corpus");

/** The kept inputs, each with the target it is for. */
export function readCorpus() {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return files.flatMap((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
}

/** Writes a corpus back, a file a target. */
export function keepCorpus(inputs) {
  mkdirSync(folder, { recursive: true });
  for (const [target, kept] of Object.entries(Object.groupBy(inputs, (input) => input.target))) {
    const lines = [...new Set(kept.map((input) => JSON.stringify(input)))].sort();
    writeFileSync(join(folder, `${target}.json`), `[\n${lines.join(",\n")}\n]\n`);
  }
}
