import { apply, type Effect, type State, textOf } from "./model.ts";
import type { Operation } from "./operation.ts";

/** States and sets of operations that one end may cost before the search gives up. */
const SEARCHED_AT_MOST = 2_000_000;

/** One way in which the operations so far can have happened. */
interface Way {
  readonly state: State;
  /** Operations that have happened, but not ended, or whose end nobody saw. */
  readonly early: ReadonlySet<Operation>;
}

/** How many operations that nobody saw end are let in at a time, where none is known to matter. */
const GUESSED_AT_ONCE = 4;

/**
 * Looks for an order in which the operations of one place can have happened one at a time, each
 * between its start and its end, with the very answers that were seen (Wing and Gong; searched at
 * each end, as Lowe does). An operation without an end happens at any time after its start, or never:
 * never, unless an answer asks for it.
 *
 * @returns `null` when there is such an order, and otherwise the first operation whose answer none explains.
 * @throws {Error} when the search grows beyond all bounds.
 */
export function unexplained(history: readonly Operation[]): Operation | null {
  const left = new Set(history.filter(({ end }) => end === null));
  for (;;) {
    const wrong = search(history.filter((operation) => !left.has(operation)));
    if (wrong === null || left.size === 0) return wrong;
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

function search(history: readonly Operation[]): Operation | null {
  const open = new Set<Operation>();
  let ways: readonly Way[] = [{ state: [], early: new Set() }];
  for (const { operation, ends } of momentsOf(history)) {
    if (!ends) {
      open.add(operation);
      continue;
    }
    ways = waysPast(operation, ways, open);
    if (ways.length === 0) return operation;
    open.delete(operation);
  }
  return null;
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

/** All ways in which `ending` has happened, from ways in which it may not have. */
function waysPast(
  ending: Operation,
  before: readonly Way[],
  open: ReadonlySet<Operation>,
): readonly Way[] {
  const past = new Map<string, Way>();
  const met = new Set<string>();
  const numbers = new Map([...open].map((operation, number) => [operation, number]));
  const keyOf = ({ state, early }: Way) =>
    `${[...early].map((each) => numbers.get(each)).sort()}\n${textOf(state)}`;
  const todo = [...before];
  for (let way = todo.pop(); way !== undefined; way = todo.pop()) {
    if (way.early.has(ending)) {
      const early = new Set(way.early);
      early.delete(ending);
      const next = { state: way.state, early };
      past.set(keyOf(next), next);
      continue;
    }
    const key = keyOf(way);
    if (met.has(key)) continue;
    met.add(key);
    if (met.size > SEARCHED_AT_MOST) throw new Error("No order was found, and not all were tried.");
    todo.push(...waysOn(way, open));
  }
  return [...past.values()];
}

/** The ways in which one more operation has happened. */
function waysOn({ state, early }: Way, open: ReadonlySet<Operation>): Way[] {
  const ways: Way[] = [];
  for (const operation of open) {
    if (early.has(operation)) continue;
    const effect = apply(state, operation.call);
    const changes = effect.state !== state;
    if (operation.end === null ? !changes : !answers(effect, operation)) continue;
    const way = { state: effect.state, early: new Set(early).add(operation) };
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
