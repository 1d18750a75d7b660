import { describe, expect, test } from "vitest";
import { BEHIND_MISTAKES, type BehindMistake } from "../harness/behind-mistakes.ts";
import { brokenLibrary, type Mistake } from "../harness/broken-library.ts";
import { storesOf } from "../harness/library-copy.ts";
import { openStore } from "../harness/open-store.ts";
import { type OutageReport, outage } from "./scenarios/outage.ts";
import { troublesBehind } from "./troubles/behind.ts";

/** How long the application is left with a server that has fallen behind; milliseconds. */
const DURING = 1_500;
const names = Object.keys(BEHIND_MISTAKES) as BehindMistake[];

describe("a store that does not ask whether its server is the primary is caught", () => {
  test.each(names)("%s", async (name) => {
    // Without the mistake it is one of the troubles of the store.
    const { wrong } = await play(name, BEHIND_MISTAKES[name]);
    expect(wrong).toContain("a session that was ended on the primary was read as active");
  });
});

async function play(name: BehindMistake, mistake: Mistake): Promise<OutageReport> {
  const library = brokenLibrary(mistake);
  const trouble = await troublesBehind[name]();
  try {
    const { store, close } = await openStore(trouble.address, await storesOf(library));
    try {
      const [fault] = trouble.faults;
      if (fault === undefined) throw new Error("Nothing goes wrong.");
      return await outage(store, fault, DURING);
    } finally {
      await close();
    }
  } finally {
    await trouble.stop();
    library.remove();
  }
}
