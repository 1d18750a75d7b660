import { setTimeout as delay } from "node:timers/promises";
import type { FeedEvent, FeedPage, FeedStore } from "signet-auth";
import type { Random } from "../../harness/random.ts";
import type { FeedTrouble } from "./messages.ts";

/** Events of a page, however many were asked for: so that runs have several. */
const PAGE = 16;
/** Pages dealt out that can be asked for again. */
const REMEMBERED = 8;

/** A store whose feed can be troubled; everything else passes. */
export function troubled(
  store: FeedStore,
  random: Random,
): { readonly store: FeedStore; readonly set: (trouble: FeedTrouble) => void } {
  let trouble: FeedTrouble = { kind: "none" };
  /** The rest of a run that is dealt out in another order, by the cursor that asks for it. */
  const dealt = new Map<string, FeedPage>();
  let deals = 0;

  async function wholeRun(cursor: string | null): Promise<FeedPage> {
    const first = await store.revocationsSince(cursor, PAGE);
    if (first.isLast || first.isGap) return first;
    const rest = await wholeRun(first.cursor);
    // Another epoch or a gap in the middle is for the reader to find.
    if (rest.isGap || rest.epoch !== first.epoch) return first;
    return { ...rest, events: [...first.events, ...rest.events] };
  }

  /** A page of what there is to deal; what is left waits for whoever asks on. */
  function deal(run: FeedPage): FeedPage {
    if (run.events.length <= PAGE) return run;
    const cursor = `dealt ${deals++}`;
    // A page that came too late is asked for again.
    dealt.delete(`dealt ${deals - REMEMBERED}`);
    dealt.set(cursor, { ...run, isGap: false, events: run.events.slice(PAGE) });
    return { ...run, events: run.events.slice(0, PAGE), cursor, isLast: false };
  }

  async function page(cursor: string | null): Promise<FeedPage> {
    const rest = cursor === null ? undefined : dealt.get(cursor);
    if (rest !== undefined) return deal(rest);
    if (trouble.kind !== "muddled") return store.revocationsSince(cursor, PAGE);
    const run = await wholeRun(cursor);
    const twice = run.events.flatMap((event) => (random.below(3) === 0 ? [event, event] : [event]));
    return deal({ ...run, events: shuffled(twice, random) });
  }

  return {
    set(next) {
      trouble = next;
    },
    store: {
      ...store,
      async revocationsSince(cursor) {
        if (trouble.kind === "cut") throw new Error("The feed is cut.");
        const { there, back } = trouble.kind === "late" ? trouble : { there: 0, back: 0 };
        if (there > 0) await delay(there);
        const told = await page(cursor);
        if (back > 0) await delay(back);
        return told;
      },
      subscribe: (onNews) =>
        store.subscribe(() => {
          if (trouble.kind === "cut") return;
          if (trouble.kind !== "muddled") return onNews();
          for (let times = random.below(3); times > 0; times--) onNews();
        }),
    },
  };
}

function shuffled(events: readonly FeedEvent[], random: Random): FeedEvent[] {
  const left = [...events];
  return events.flatMap(() => left.splice(random.below(left.length), 1));
}
