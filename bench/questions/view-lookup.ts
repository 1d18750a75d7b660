import { randomFillSync } from "node:crypto";
import type { FeedEvent } from "signet-auth";
import { createView, type RevocationView } from "../../packages/signet/src/strategy/hybrid/view.ts";
import type { Contestant, Question, Setting } from "../harness/question.ts";

const KEEPS = 16 * 60_000;
const NOW = Date.UTC(2026, 10, 23);
/** Ids that are looked up in turn; hardly any of them is in the view, as in a server. */
const LOOKUPS = 10_000;

const figure = (value: number): string => value.toLocaleString("en");
const named = (what: string, size: number): string => `${what}, ${figure(size)} entries`;

/** Whether a session ended lately: of so many that did. */
export async function ask({ sizes }: Setting): Promise<Question> {
  const contestants: Contestant[] = [];
  const bytes: string[][] = [];
  for (const size of sizes) {
    const view = createView(KEEPS);
    addAll(size, (id) => view.add(eventOf(id), NOW));
    const map = new Map<string, number>();
    const mapBytes = heapOf(() => addAll(size, (id) => map.set(id, NOW)));
    const set = new Set<string>();
    const setBytes = heapOf(() => addAll(size, (id) => set.add(id)));
    contestants.push(
      lookups(named("the view", size), (id) => view.has(id, 0, NOW), viewHolds(view)),
      lookups(named("Map", size), (id) => map.has(id), holdsIn(map)),
      lookups(named("Set", size), (id) => set.has(id), holdsIn(set)),
    );
    bytes.push([
      figure(size),
      ...[view.bytes, mapBytes, setBytes].map((total) => (total / size).toFixed(1)),
    ]);
  }
  const most = sizes.at(-1) ?? 0;
  const curve = (what: string) => ({
    name: what,
    points: sizes.map((stored) => ({ stored, contestant: named(what, stored) })),
  });
  return {
    title: "The revocation view: looking a session up",
    about: [
      `One operation: whether one session is among those that ended; ${figure(LOOKUPS)} ids that are not take turns, as nearly all are not in a server. The view also knows when it was, and forgets; \`Map\` keeps a time for each id and \`Set\` nothing. Reading the id itself is part of each.`,
      "At ten million, what is looked up lies anywhere in two hundred megabytes or more: the way to memory is most of the time.",
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
    ],
  };
}

function lookups(name: string, has: (id: string) => boolean, holds: () => void): Contestant {
  const ids = newIds(LOOKUPS);
  return {
    name,
    note: "",
    group: "",
    floor: null,
    operations: LOOKUPS,
    prepare: null,
    run() {
      let found = 0;
      for (const id of ids) if (has(id)) found++;
      return found;
    },
    async check() {
      holds();
      const found = ids.filter(has).length;
      if (found > 0) throw new Error(`${name} has ${found} ids that were never added.`);
    },
  };
}

function viewHolds(view: RevocationView): () => void {
  const [id = ""] = newIds(1);
  return () => {
    view.add(eventOf(id), NOW);
    if (!view.has(id, 0, NOW)) throw new Error("The view does not have what was added.");
  };
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

/** As the engine makes them: four characters of the user, and 128 random bits. */
function newIds(count: number): string[] {
  const filled = randomFillSync(random);
  return Array.from({ length: count }, (_, at) =>
    // A text of its own, not a slice of another.
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
