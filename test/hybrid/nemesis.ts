import { setTimeout as delay } from "node:timers/promises";
import type { Pair } from "../harness/behind.ts";
import { machineTime } from "../harness/machine-time.ts";
import type { TcpProxy } from "../harness/proxy.ts";
import type { Random } from "../harness/random.ts";
import type { Target } from "../harness/targets.ts";
import type { FeedTrouble } from "./app/messages.ts";
import type { App } from "./app/start.ts";
import type { Disturbance } from "./check/staleness.ts";
import { astray, serverTroubles } from "./server-troubles.ts";

/** What the nemesis may lay hands on. */
export interface Field {
  /** By name; a reader that was killed is replaced under another one. */
  readonly readers: Map<string, App>;
  readonly writers: readonly App[];
  readonly replaceReader: (name: string) => Promise<void>;
  /** The readers' way to the server; `null` where there is no server. */
  readonly proxy: TcpProxy | null;
  readonly server: Target["server"];
  /** What the way leads to, if another server can fall behind. */
  readonly pair: Pair | null;
}

export interface Nemesis {
  readonly disturbances: readonly Disturbance[];
  /** How often each thing was done. */
  readonly acts: Readonly<Record<string, number>>;
  /** Undoes what goes on, and does no more. */
  readonly stop: () => Promise<void>;
}

/** One thing after the other; several rows of them go on at once. */
type Act = (random: Random) => Promise<void>;

/** @param longest of what it does; milliseconds. */
export function nemesis(field: Field, rows: readonly Random[], longest: number): Nemesis {
  const disturbances: Disturbance[] = [];
  const acts: Record<string, number> = {};
  const end = new AbortController();
  const pause = (milliseconds: number) =>
    delay(milliseconds, undefined, { signal: end.signal }).catch(() => {});
  const some = (random: Random, least: number) => least + random.below(longest - least);

  async function during(what: string, reader: string | null, work: () => Promise<void>) {
    if (end.signal.aborted) return;
    acts[what] = (acts[what] ?? 0) + 1;
    const from = machineTime();
    // For as long as it lasts, too, it counts: nobody waits for its end to judge a reading.
    const at = disturbances.push({ reader, from, to: Number.POSITIVE_INFINITY }) - 1;
    await work();
    disturbances[at] = { reader, from, to: machineTime() };
  }

  const aReader = (random: Random) => {
    const [first, ...others] = field.readers.keys();
    if (first === undefined) throw new Error("There is no reader.");
    return random.of([first, ...others]);
  };

  const feedTroubles = deck<(random: Random) => FeedTrouble>([
    () => ({ kind: "cut" }),
    () => ({ kind: "muddled" }),
    (random) => ({ kind: "late", there: random.below(longest / 4), back: random.below(longest) }),
  ]);
  const onFeed: Act = async (random) => {
    const name = aReader(random);
    const trouble = feedTroubles(random)(random);
    await during(`feed ${trouble.kind}`, name, async () => {
      field.readers.get(name)?.tell({ feed: trouble });
      await pause(some(random, 300));
      field.readers.get(name)?.tell({ feed: { kind: "none" } });
    });
    await pause(random.below(1_000));
  };

  const onClocks: Act = async (random) => {
    const name = aReader(random);
    const app = random.of([
      field.readers.get(name),
      field.readers.get(name),
      random.of([...field.writers] as [App, ...App[]]),
    ]);
    const clockOff = random.of([-1, 1]) * random.of([1_000, 30_000, 3_600_000]);
    // A clock that is wrong is no excuse: what happens meanwhile counts as connected.
    acts["clock set"] = (acts["clock set"] ?? 0) + 1;
    app?.tell({ clockOff });
    await pause(some(random, 500));
    app?.tell({ clockOff: 0 });
  };

  const processTroubles = deck(["reader paused", "reader killed", "writer paused"]);
  const onProcesses: Act = async (random) => {
    const name = aReader(random);
    const what = processTroubles(random);
    const isWriter = what === "writer paused";
    await during(what, isWriter ? null : name, async () => {
      if (what === "reader killed") return field.replaceReader(name);
      const app = isWriter
        ? field.writers[random.below(field.writers.length)]
        : field.readers.get(name);
      app?.pause();
      await pause(some(random, 100));
      app?.goOn();
    });
    await pause(500 + random.below(1_000));
  };

  const timing = { longest, pause };
  // What a short run must not miss comes first.
  const first = [...astray(field, timing)];
  const others = [...serverTroubles(field, timing), ...first];
  const dealt = deck(others);
  const onServer: Act = async (random) => {
    await pause(500 + random.below(1_500));
    const [what, work] = first.pop() ?? dealt(random);
    await during(what, null, () => work(random));
  };

  const kinds =
    others.length === 0
      ? [onFeed, onClocks, onProcesses]
      : [onFeed, onClocks, onProcesses, onServer];
  const going = kinds.map(async (act, at) => {
    const random = rows[at];
    while (random !== undefined && !end.signal.aborted) await act(random);
  });

  return {
    disturbances,
    acts,
    async stop() {
      end.abort();
      await Promise.all(going);
    },
  };
}

/** Each item comes once before any comes again. */
function deck<T>(items: readonly T[]): (random: Random) => T {
  let left: T[] = [];
  return (random) => {
    if (left.length === 0) left = [...items];
    const [item] = left.splice(random.below(left.length), 1);
    if (item === undefined) throw new Error("There is nothing in the deck.");
    return item;
  };
}
