import { apply, type Effect, NOTHING, type State, textOf } from "./model.ts";
import type { Operation } from "./operation.ts";

/** Ways that one history may cost before the search gives up. */
const SEARCHED_AT_MOST = 1_000_000;
/** How many operations that nobody saw end are let in at a time, where none is known to matter. */
const GUESSED_AT_ONCE = 4;

/**
 * Looks for an order in which the operations of one place can have happened one at a time, each
 * between its start and its end, with the very answers that were seen (Wing and Gong; what was
 * tried is remembered, as Lowe does). An operation without an end happens at any time after its
 * start, or never: never, unless an answer asks for it.
 *
 * @returns `null` when there is such an order; the first operation whose answer none explains when
 *   there is not; and "undecided" when there are too many orders to try.
 */
export function unexplained(history: readonly Operation[]): Operation | "undecided" | null {
  const left = new Set(history.filter(({ end }) => end === null));
  for (;;) {
    const wrong = search(history.filter((operation) => !left.has(operation)));
    if (wrong === null || wrong === "undecided" || left.size === 0) return wrong;
    for (const suspect of suspectsOf(wrong, left)) left.delete(suspect);
  }
}

/** What may have led to an answer: first what speaks of the same session, then what came last. */
function suspectsOf(wrong: Operation, unseen: ReadonlySet<Operation>): readonly Operation[] {
  const words = JSON.stringify([wrong.call, wrong.answer]);
  const concerned = [...unseen].filter(({ call }) => "id" in call && words.includes(call.id));
  if (concerned.length > 0) return concerned;
  const before = [...unseen].filter(({ start }) => wrong.end === null || start < wrong.end);
  const last = before.sort((a, b) => b.start - a.start).slice(0, GUESSED_AT_ONCE);
  return last.length > 0 ? last : [...unseen];
}

/** An operation's end, and what was under way at it, what ends first before the rest. */
interface End {
  readonly ending: Operation;
  readonly open: readonly Operation[];
}

/** One way in which the operations before an end can have happened. */
interface Way {
  /** The place of the next end. */
  readonly at: number;
  readonly state: State;
  /** Operations that have happened already, and end later or never. */
  readonly early: ReadonlySet<Operation>;
}

function search(history: readonly Operation[]): Operation | "undecided" | null {
  const ends = endsOf(history);
  const numbers = new Map(history.map((operation, number) => [operation, number]));
  const keyOf = ({ at, state, early }: Way) =>
    `${at} ${[...early].map((each) => numbers.get(each)).sort()}\n${textOf(state)}`;
  const tried = new Set<string>();
  const todo: Way[] = [{ at: 0, state: NOTHING, early: new Set() }];
  let furthest = 0;
  for (let way = todo.pop(); way !== undefined; way = todo.pop()) {
    const end = ends[way.at];
    if (end === undefined) return null;
    furthest = Math.max(furthest, way.at);
    if (way.early.has(end.ending)) {
      const early = new Set(way.early);
      early.delete(end.ending);
      todo.push({ at: way.at + 1, state: way.state, early });
      continue;
    }
    const key = keyOf(way);
    if (tried.has(key)) continue;
    tried.add(key);
    if (tried.size > SEARCHED_AT_MOST) return "undecided";
    todo.push(...waysOn(way, end.open).reverse());
  }
  return ends[furthest]?.ending ?? null;
}

function endsOf(history: readonly Operation[]): End[] {
  const open = new Set<Operation>();
  const ends: End[] = [];
  const lastly = Number.POSITIVE_INFINITY;
  for (const { operation, ends: isEnd } of momentsOf(history)) {
    if (!isEnd) {
      open.add(operation);
      continue;
    }
    const sorted = [...open].sort((a, b) => (a.end ?? lastly) - (b.end ?? lastly));
    ends.push({ ending: operation, open: sorted });
    open.delete(operation);
  }
  return ends;
}

interface Moment {
  readonly operation: Operation;
  readonly ends: boolean;
  readonly at: number;
}

/** Starts before ends where the clock sees no difference. */
function momentsOf(history: readonly Operation[]): Moment[] {
  return history
    .flatMap((operation): Moment[] => {
      const starts = { operation, ends: false, at: operation.start };
      return operation.end === null
        ? [starts]
        : [starts, { operation, ends: true, at: operation.end }];
    })
    .sort((a, b) => a.at - b.at || Number(a.ends) - Number(b.ends));
}

/** The ways in which one more operation has happened, the likelier first. */
function waysOn({ at, state, early }: Way, open: readonly Operation[]): Way[] {
  const ways: Way[] = [];
  for (const operation of open) {
    if (early.has(operation)) continue;
    const effect = apply(state, operation.call);
    const changes = effect.state !== state;
    if (operation.end === null ? !changes : !answers(effect, operation)) continue;
    const way = { at, state: effect.state, early: new Set(early).add(operation) };
    // What changes nothing may as well happen at once: whatever else can happen still can.
    if (!changes) return [way];
    ways.push(way);
  }
  return ways;
}

function answers({ answer }: Effect, operation: Operation): boolean {
  return Array.isArray(answer)
    ? JSON.stringify(answer) === JSON.stringify(operation.answer)
    : answer === operation.answer;
}
