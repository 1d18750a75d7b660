import { setTimeout as delay } from "node:timers/promises";
import { machineTime } from "../harness/machine-time.ts";
import type { TcpProxy } from "../harness/proxy.ts";
import type { Random } from "../harness/random.ts";
import type { ReplicatedServer } from "../harness/replicated-server.ts";
import type { Target } from "../harness/targets.ts";
import type { FeedFault } from "./app/messages.ts";
import type { App } from "./app/start.ts";
import type { FaultPeriod } from "./checker/staleness.ts";
import { replicaLag, serverFaults } from "./server-faults.ts";

/** The processes and servers that faults can be injected into. */
export interface FaultTargets {
  /** The readers by name. A killed reader is replaced by one with another name. */
  readonly readers: Map<string, App>;
  readonly writers: readonly App[];
  readonly replaceReader: (name: string) => Promise<void>;
  /** The proxy between the readers and the server; `null` without a server. */
  readonly proxy: TcpProxy | null;
  readonly server: Target["server"];
  /** The server behind the proxy, when it has a replica that can lag; `null` otherwise. */
  readonly replicated: ReplicatedServer | null;
}

export interface FaultInjector {
  readonly periods: readonly FaultPeriod[];
  /** The number of injected faults, by name. */
  readonly faultCounts: Readonly<Record<string, number>>;
  /** Ends the present faults and injects no more. */
  readonly stop: () => Promise<void>;
}

/** Injects and ends one fault. Faults of different kinds are concurrent. */
type Inject = (random: Random) => Promise<void>;

/**
 * Starts to inject faults: of the feed, of clocks, of processes, and of the server.
 *
 * @param randoms a generator for each kind of fault
 * @param longest the longest duration of most faults; milliseconds
 */
export function startFaultInjector(
  targets: FaultTargets,
  randoms: readonly Random[],
  longest: number,
): FaultInjector {
  const periods: FaultPeriod[] = [];
  const faultCounts: Record<string, number> = {};
  const end = new AbortController();
  const pause = (milliseconds: number) =>
    delay(milliseconds, undefined, { signal: end.signal }).catch(() => {});
  const duration = (random: Random, least: number) => least + random.below(longest - least);

  async function during(name: string, reader: string | null, inject: () => Promise<void>) {
    if (end.signal.aborted) return;
    faultCounts[name] = (faultCounts[name] ?? 0) + 1;
    const from = machineTime();
    // The period must also cover readings before the fault ends, so it is added now.
    const at = periods.push({ reader, from, to: Number.POSITIVE_INFINITY }) - 1;
    await inject();
    periods[at] = { reader, from, to: machineTime() };
  }

  const randomReader = (random: Random) => {
    const [first, ...others] = targets.readers.keys();
    if (first === undefined) throw new Error("There is no reader.");
    return random.of([first, ...others]);
  };

  const feedFaults = deck<(random: Random) => FeedFault>([
    () => ({ kind: "cut" }),
    () => ({ kind: "muddled" }),
    (random) => ({ kind: "late", there: random.below(longest / 4), back: random.below(longest) }),
  ]);
  const feedFault: Inject = async (random) => {
    const name = randomReader(random);
    const fault = feedFaults(random)(random);
    await during(`feed ${fault.kind}`, name, async () => {
      targets.readers.get(name)?.send({ feed: fault });
      await pause(duration(random, 300));
      targets.readers.get(name)?.send({ feed: { kind: "none" } });
    });
    await pause(random.below(1_000));
  };

  const clockFault: Inject = async (random) => {
    const name = randomReader(random);
    const app = random.of([
      targets.readers.get(name),
      targets.readers.get(name),
      random.of([...targets.writers] as [App, ...App[]]),
    ]);
    const clockOff = random.of([-1, 1]) * random.of([1_000, 30_000, 3_600_000]);
    // This adds no period: a reader with a wrong clock must stay as fresh as a connected reader.
    faultCounts["clock set"] = (faultCounts["clock set"] ?? 0) + 1;
    app?.send({ clockOff });
    await pause(duration(random, 500));
    app?.send({ clockOff: 0 });
  };

  const processFaults = deck(["reader paused", "reader killed", "writer paused"]);
  const processFault: Inject = async (random) => {
    const name = randomReader(random);
    const fault = processFaults(random);
    const isWriter = fault === "writer paused";
    await during(fault, isWriter ? null : name, async () => {
      if (fault === "reader killed") return targets.replaceReader(name);
      const app = isWriter
        ? targets.writers[random.below(targets.writers.length)]
        : targets.readers.get(name);
      app?.pause();
      await pause(duration(random, 100));
      app?.goOn();
    });
    await pause(500 + random.below(1_000));
  };

  const timing = { longest, pause };
  // These faults come first, so that a short run has them as well.
  const first = [...replicaLag(targets, timing)];
  const all = [...serverFaults(targets, timing), ...first];
  const nextServerFault = deck(all);
  const serverFault: Inject = async (random) => {
    await pause(500 + random.below(1_500));
    const [name, inject] = first.pop() ?? nextServerFault(random);
    await during(name, null, () => inject(random));
  };

  const kinds =
    all.length === 0
      ? [feedFault, clockFault, processFault]
      : [feedFault, clockFault, processFault, serverFault];
  const loops = kinds.map(async (inject, at) => {
    const random = randoms[at];
    while (random !== undefined && !end.signal.aborted) await inject(random);
  });

  return {
    periods,
    faultCounts,
    async stop() {
      end.abort();
      await Promise.all(loops);
    },
  };
}

/** Returns a function that draws items at random. Each item is drawn once before any is drawn again. */
function deck<T>(items: readonly T[]): (random: Random) => T {
  let left: T[] = [];
  return (random) => {
    if (left.length === 0) left = [...items];
    const [item] = left.splice(random.below(left.length), 1);
    if (item === undefined) throw new Error("The deck has no items.");
    return item;
  };
}
