import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Mutant, mutantLibrary } from "../../harness/mutant-library.ts";
import type { Verdict } from "../checker/check.ts";
import type { Observation } from "../history/observations.ts";
import { MUTANTS, type MutantName } from "./mutants.ts";

const names = Object.keys(MUTANTS) as MutantName[];

test.concurrent.each(names.map((name) => [MUTANTS[name].description, name] as const))(
  "the checker finds the mutant of the library in which %s",
  async (_, name) => {
    const [right, wrong] = await Promise.all([run(name, null), run(name, MUTANTS[name])]);
    expect(right).toMatchObject({ late: [], wronglyRefused: [], unexplained: [] });
    expect(right.seen.some(({ kind }) => kind === "refused")).toBe(true);
    expect(wrong).toMatchObject({ wronglyRefused: [], unexplained: [] });
    expect(wrong.late.length).toBeGreaterThan(0);
  },
);

async function run(
  name: MutantName,
  mutant: Mutant | null,
): Promise<Verdict & { readonly seen: readonly Observation[] }> {
  const library = mutantLibrary(mutant);
  try {
    const child = fork(join(import.meta.dirname, "main.ts"), [library.path, name], {
      execArgv: ["--disable-warning=ExperimentalWarning"],
    });
    const message = once(child, "message");
    // "disconnect" comes after every message, but "exit" may come before one.
    const ended = once(child, "disconnect").then(() => {
      throw new Error("The process ended before it sent a verdict.");
    });
    const [verdict] = await Promise.race([message, ended]);
    return verdict;
  } finally {
    library.remove();
  }
}
