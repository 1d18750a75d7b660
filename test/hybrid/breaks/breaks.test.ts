import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { brokenLibrary, type Mistake } from "../../harness/broken-library.ts";
import type { Verdict } from "../check/check.ts";
import type { Sighting } from "../record/sightings.ts";
import { MISTAKES, type MistakeName } from "./broken.ts";

const names = Object.keys(MISTAKES) as MistakeName[];

describe.concurrent("the checker catches", () => {
  test.each(names.map((name) => [MISTAKES[name].what, name] as const))("%s", async (_, name) => {
    const [right, wrong] = await Promise.all([play(name, null), play(name, MISTAKES[name])]);
    expect(right).toMatchObject({ late: [], signedOut: [], strange: [] });
    expect(right.seen.some(({ kind }) => kind === "refused")).toBe(true);
    expect(wrong).toMatchObject({ signedOut: [], strange: [] });
    expect(wrong.late.length).toBeGreaterThan(0);
  });
});

async function play(
  name: MistakeName,
  mistake: Mistake | null,
): Promise<Verdict & { readonly seen: readonly Sighting[] }> {
  const library = brokenLibrary(mistake);
  try {
    const child = fork(join(import.meta.dirname, "main.ts"), [library.path, name], {
      execArgv: ["--disable-warning=ExperimentalWarning"],
    });
    const said = once(child, "message");
    // Comes after every message, which the end of the process may overtake.
    const ended = once(child, "disconnect").then(() => {
      throw new Error("The scene ended before it was over.");
    });
    const [verdict] = await Promise.race([said, ended]);
    return verdict;
  } finally {
    library.remove();
  }
}
