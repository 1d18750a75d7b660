import { setTimeout as delay } from "node:timers/promises";
import type { FeedEvent, FeedPage, FeedStore } from "signet-auth";
import type { Random } from "../../harness/random.ts";
import type { FeedFault } from "./messages.ts";

/** The number of events of a page. It ignores the requested limit, so that runs have several pages. */
const PAGE = 16;
/** The number of reordered pages that can be requested again. */
const REMEMBERED = 8;

/** Wraps a store. Faults can be injected into its feed; all other calls pass unchanged. */
export function withFaultyFeed(
  store: FeedStore,
  random: Random,
): { readonly store: FeedStore; readonly set: (fault: FeedFault) => void } {
  let fault: FeedFault = { kind: "none" };
  /** The rest of each reordered run, by the cursor of its next page. */
  const rests = new Map<string, FeedPage>();
  let pages = 0;

  async function wholeRun(cursor: string | null): Promise<FeedPage> {
    const first = await store.revocationsSince(cursor, PAGE);
    if (first.isLast || first.isGap) return first;
    const rest = await wholeRun(first.cursor);
    // The reader has to detect another epoch or a gap in the middle of a run.
    if (rest.isGap || rest.epoch !== first.epoch) return first;
    return { ...rest, events: [...first.events, ...rest.events] };
  }

  /** Returns the first page of a run, and keeps the rest for its next cursor. */
  function firstPage(run: FeedPage): FeedPage {
    if (run.events.length <= PAGE) return run;
    const cursor = `dealt ${pages++}`;
    // The last pages stay available, because the reader requests a late page again.
    rests.delete(`dealt ${pages - REMEMBERED}`);
    rests.set(cursor, { ...run, isGap: false, events: run.events.slice(PAGE) });
    return { ...run, events: run.events.slice(0, PAGE), cursor, isLast: false };
  }

  async function page(cursor: string | null): Promise<FeedPage> {
    const rest = cursor === null ? undefined : rests.get(cursor);
    if (rest !== undefined) return firstPage(rest);
    if (fault.kind !== "muddled") return store.revocationsSince(cursor, PAGE);
    const run = await wholeRun(cursor);
    const twice = run.events.flatMap((event) => (random.below(3) === 0 ? [event, event] : [event]));
    return firstPage({ ...run, events: shuffled(twice, random) });
  }

  return {
    set(next) {
      fault = next;
    },
    store: {
      ...store,
      async revocationsSince(cursor) {
        if (fault.kind === "cut") throw new Error("The feed is cut.");
        const { there, back } = fault.kind === "late" ? fault : { there: 0, back: 0 };
        if (there > 0) await delay(there);
        const result = await page(cursor);
        if (back > 0) await delay(back);
        return result;
      },
      subscribe: (onHint) =>
        store.subscribe(() => {
          if (fault.kind === "cut") return;
          if (fault.kind !== "muddled") return onHint();
          for (let times = random.below(3); times > 0; times--) onHint();
        }),
    },
  };
}

function shuffled(events: readonly FeedEvent[], random: Random): FeedEvent[] {
  const left = [...events];
  return events.flatMap(() => left.splice(random.below(left.length), 1));
}
