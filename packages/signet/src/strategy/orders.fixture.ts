import type { Wrap } from "./accept.fixture.ts";

/** Of so many that could go on, which one does; 0 lets go on who did last, if it is one of them. */
export type Pick = (howMany: number, lastIsOne: boolean) => number;

/** One of several that work at the same time, over stores that it is held up by. */
export interface Actor {
  /** Makes each call to a store wait for its turn, once it is asked to; not those that read the feed. */
  readonly wrap: Wrap;
  readonly hold: (isHeld: boolean) => void;
  /** Calls that wait, the first one first. */
  readonly waiting: (() => void)[];
}

export function actor(): Actor {
  const waiting: (() => void)[] = [];
  let isHeld = false;
  const isFree = (name: string) => name === "revocationsSince" || name === "subscribe";
  return {
    waiting,
    hold(is) {
      isHeld = is;
    },
    wrap: (store) =>
      new Proxy(store, {
        get(target, name) {
          const operation: unknown = Reflect.get(target, name);
          if (typeof operation !== "function" || isFree(String(name))) return operation;
          return async (...args: unknown[]) => {
            if (isHeld) await new Promise<void>((resolve) => waiting.push(resolve));
            return operation.apply(target, args);
          };
        },
      }),
  };
}

export interface Outcome<T> {
  readonly result: PromiseSettledResult<T>;
  /** Which of all calls to stores was its last; 0 for none. */
  readonly lastCall: number;
}

/**
 * Does several things at once, and lets one call to a store go on at a time, as it is picked. What
 * became of each, in their order.
 */
export async function interleaved<T>(
  works: readonly (readonly [Actor, () => Promise<T>])[],
  pick: Pick,
): Promise<Outcome<T>[]> {
  const left = new Set(works.map(([each]) => each));
  const lastCalls = new Map<Actor, number>();
  for (const each of left) each.hold(true);
  const done = Promise.allSettled(
    works.map(([each, work]) => work().finally(() => left.delete(each))),
  );
  let last: Actor | undefined;
  for (let call = 1; ; call++) {
    const ready = await whoWaits(left);
    const isOne = last !== undefined && ready.includes(last);
    const sorted = isOne ? [last, ...ready.filter((each) => each !== last)] : ready;
    last = sorted[sorted.length < 2 ? 0 : pick(sorted.length, isOne)];
    if (last === undefined) break;
    last.waiting.shift()?.();
    lastCalls.set(last, call);
  }
  const results = await done;
  return works.map(([each], at) => {
    each.hold(false);
    return {
      result: results[at] as PromiseSettledResult<T>,
      lastCall: lastCalls.get(each) ?? 0,
    };
  });
}

/** Those that wait, once all that are not done do. */
async function whoWaits(left: ReadonlySet<Actor>): Promise<Actor[]> {
  for (;;) {
    await new Promise(setImmediate);
    const waiting = [...left].filter((each) => each.waiting.length > 0);
    if (waiting.length === left.size) return waiting;
  }
}

/**
 * Plays again and again, until every order has been picked in which nobody is interrupted more than so
 * many times in all. How many orders there were.
 */
export async function everyOrder(
  interruptions: number,
  play: (pick: Pick) => Promise<void>,
): Promise<number> {
  let next: number[] = [];
  for (let count = 1; ; count++) {
    const picked: { choice: number; of: number }[] = [];
    let interrupted = 0;
    await play((howMany, lastIsOne) => {
      const of = lastIsOne && interrupted === interruptions ? 1 : howMany;
      // A server that hears of an end a moment sooner may ask less than the last time it was played.
      const choice = Math.min(next[picked.length] ?? 0, of - 1);
      picked.push({ choice, of });
      if (lastIsOne && choice > 0) interrupted++;
      return choice;
    });
    while ((picked.at(-1)?.choice ?? 0) + 1 >= (picked.at(-1)?.of ?? 0) && picked.length > 0) {
      picked.pop();
    }
    if (picked.length === 0) return count;
    next = picked.map(({ choice }, at) => (at === picked.length - 1 ? choice + 1 : choice));
  }
}
