import { randomFillSync } from "node:crypto";
import type { FeedEvent } from "signet-auth";
import { firstWordOf } from "../../packages/signet/src/strategy/hybrid/view/key.ts";
import {
  createView,
  type RevocationView,
} from "../../packages/signet/src/strategy/hybrid/view/view.ts";
import { quantile } from "../../test/harness/quantile.ts";
import type { Contestant, Question, Setting } from "../harness/question.ts";

const KEEPS = 16 * 60_000;
const NOW = Date.UTC(2026, 10, 23);
/** The number of look-ups of one run. */
const LOOKUPS = 10_000;
/** The number of live sessions that are looked up in turn. In a server nearly all looked-up sessions are live. */
const LIVE = 10_000;
/** So many sessions that the processor's caches hold none of the looked-up data. */
const MANY = 1_000_000;
/** The size of the array for random bare reads: that of the view's filters at ten million entries; words. */
const BARE_WORDS = 2 ** 22;

const figure = (value: number): string => value.toLocaleString("en");
const named = (what: string, size: number): string => `${what}, ${figure(size)} entries`;

/** Look-ups of sessions in the view, by the number of its entries. */
export async function ask({ sizes, stored }: Setting): Promise<Question> {
  // First, so that garbage of other contestants is not collected during this measurement.
  const views = sizes.map((size) => {
    const view = createView(KEEPS);
    return { size, view, pauses: pausesOf(view, size) };
  });
  const live = newIds(LIVE);
  const many: string[] = [];
  addAll(stored < 1_000 ? LIVE : MANY, (id) => many.push(id));
  const most = sizes.at(-1) ?? 0;
  const contestants: Contestant[] = [];
  const bytes: string[][] = [];
  for (const { size, view } of views) {
    const map = new Map<string, number>();
    const mapBytes = heapOf(() => addAll(size, (id) => map.set(id, NOW)));
    const set = new Set<string>();
    const setBytes = heapOf(() => addAll(size, (id) => set.add(id)));
    const all = [
      { what: "the view", has: (id: string) => view.has(id, 0, NOW), holds: viewHolds(view) },
      { what: "Map", has: (id: string) => map.has(id), holds: holdsIn(map) },
      { what: "Set", has: (id: string) => set.has(id), holds: holdsIn(set) },
    ];
    for (const { what, has, holds } of all) {
      contestants.push(lookups({ name: named(what, size), group: FEW, has, holds, ids: live }));
      if (size < most) continue;
      const name = `${named(what, size)}, ${figure(many.length)} sessions`;
      contestants.push(lookups({ name, group: COLD, floor: BARE, has, holds, ids: many }));
    }
    bytes.push([
      figure(size),
      ...[view.bytes, mapBytes, setBytes].map((total) => (total / size).toFixed(1)),
    ]);
  }
  contestants.push(bareReads(many));
  const curve = (what: string) => ({
    name: what,
    points: sizes.map((stored) => ({ stored, contestant: named(what, stored) })),
  });
  return {
    title: "The revocation view: looking up a session",
    about: [
      `One operation: check whether one session has ended. ${figure(LIVE)} live sessions take turns, because a server reads the same live sessions repeatedly; the target is for these. The view also stores the time of each end, and drops old entries. \`Map\` stores a time for each id, and \`Set\` stores only ids. Reading the id is part of each operation.`,
      `With ${figure(many.length)} sessions in turn, no data is in a cache. Each look-up waits for memory at least once, like one random bare read in ${figure((4 * BARE_WORDS) / 2 ** 20)} MB (the floor, which also reads half of the id).`,
    ],
    contestants,
    yardsticks: [named("the view", most)],
    targets: [{ ours: named("the view", most), bound: "at most", nanoseconds: 100 }],
    chart: { across: "sessions that ended", curves: ["the view", "Map", "Set"].map(curve) },
    findings: [
      {
        title: "Bytes an entry",
        head: ["entries", "the view (at most 24)", "Map, with its keys", "Set, with its keys"],
        rows: bytes,
      },
      {
        title: "How long the view takes to make room, milliseconds, garbage collection included",
        head: ["entries", "times", "p50", "p99", "most"],
        rows: views.map(({ size, pauses }) => [
          figure(size),
          figure(pauses.length),
          ...[0.5, 0.99, 1].map((share) => quantile(pauses, share).toFixed(2)),
        ]),
      },
    ],
  };
}

const FEW = `${figure(LIVE)} sessions in turn`;
const COLD = "So many sessions in turn that nothing is in a cache";
const BARE = "one bare read at random";

interface Lookups {
  readonly name: string;
  readonly group: string;
  readonly floor?: string | null;
  readonly has: (id: string) => boolean;
  /** Throws when an added entry is missing. */
  readonly holds: () => void;
  readonly ids: readonly string[];
}

/** Each run continues with the next sessions. */
function lookups({ name, group, floor = null, has, holds, ids }: Lookups): Contestant {
  let at = 0;
  return {
    name,
    note: "",
    group,
    floor,
    operations: LOOKUPS,
    prepare: null,
    run() {
      let found = 0;
      for (const end = at + LOOKUPS; at < end; at++) if (has(ids[at] as string)) found++;
      if (at === ids.length) at = 0;
      return found;
    },
    async check() {
      holds();
      const found = ids.filter(has).length;
      if (found > 0) throw new Error(`${name} has ${found} ids that were never added.`);
    },
  };
}

function bareReads(ids: readonly string[]): Contestant {
  const words = new Int32Array(BARE_WORDS).fill(1);
  const has = (id: string) => words[firstWordOf(id) & (BARE_WORDS - 1)] === 0;
  return lookups({ name: BARE, group: COLD, has, holds() {}, ids });
}

function viewHolds(view: RevocationView): () => void {
  const [id = ""] = newIds(1);
  return () => {
    view.add(eventOf(id), NOW);
    if (!view.has(id, 0, NOW)) throw new Error("The view does not have what was added.");
  };
}

/** Adds entries. Returns the time of each addition that had to allocate space; milliseconds. */
function pausesOf(view: RevocationView, size: number): number[] {
  const pauses: number[] = [];
  addAll(size, (id) => {
    const event = eventOf(id);
    const before = view.bytes;
    const began = performance.now();
    view.add(event, NOW);
    const took = performance.now() - began;
    if (view.bytes !== before) pauses.push(took);
  });
  return pauses;
}

function holdsIn(all: { readonly size: number }): () => void {
  return () => {
    if (all.size === 0) throw new Error("Nothing was added.");
  };
}

function eventOf(sessionId: string): FeedEvent {
  return { sessionId, at: NOW, version: null };
}

const random = Buffer.alloc(16 * LOOKUPS);

/** Creates a session id as the engine does: four characters of the user tag, and 128 random bits. */
function newIds(count: number): string[] {
  const filled = randomFillSync(random);
  return Array.from({ length: count }, (_, at) =>
    // A separate text, not a slice of another one.
    Buffer.from(`tag0${filled.toString("base64url", 16 * at, 16 * at + 16)}`).toString("latin1"),
  );
}

function addAll(count: number, add: (id: string) => unknown): void {
  for (let left = count; left > 0; left -= LOOKUPS) {
    for (const id of newIds(Math.min(left, LOOKUPS))) add(id);
  }
}

function heapOf(work: () => void): number {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  work();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed - before;
}
