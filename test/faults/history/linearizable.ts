import { apply, type Effect, EMPTY, type State, textOf } from "./model.ts";
import type { Operation } from "./operation.ts";

/** The search of one history gives up after this number of positions. */
const MAX_POSITIONS = 1_000_000;
/** How many unanswered operations are added at a time when no related one is known. */
const SUSPECTS_AT_ONCE = 4;

/**
 * Checks whether the history of one user tag is linearizable: whether an order explains all answers
 * in which each operation happens at one moment between its start and its end. The algorithm is that
 * of Wing and Gong, with the memory of tried positions by Lowe. An operation without an end may happen
 * at any time after its start, or never. The search adds such operations only when an answer needs one.
 *
 * @returns `null` when the history is linearizable; the first operation whose answer no order explains
 *   when it is not; "undecided" when there are too many orders to try.
 */
export function unexplained(history: readonly Operation[]): Operation | "undecided" | null {
  const left = new Set(history.filter(({ end }) => end === null));
  for (;;) {
    const wrong = search(history.filter((operation) => !left.has(operation)));
    if (wrong === null || wrong === "undecided" || left.size === 0) return wrong;
    for (const suspect of suspectsOf(wrong, left)) left.delete(suspect);
  }
}

/** Returns unanswered operations that may explain an answer: those on its session, or else the latest. */
function suspectsOf(wrong: Operation, unseen: ReadonlySet<Operation>): readonly Operation[] {
  const words = JSON.stringify([wrong.call, wrong.answer]);
  const concerned = [...unseen].filter(({ call }) => "id" in call && words.includes(call.id));
  if (concerned.length > 0) return concerned;
  const before = [...unseen].filter(({ start }) => wrong.end === null || start < wrong.end);
  const last = before.sort((a, b) => b.start - a.start).slice(0, SUSPECTS_AT_ONCE);
  return last.length > 0 ? last : [...unseen];
}

/** The end of an operation, and the operations open at that moment, sorted by their ends. */
interface End {
  readonly ending: Operation;
  readonly open: readonly Operation[];
}

/** A node of the search: one possible result of the operations before an end. */
interface Position {
  /** The index of the next end. */
  readonly at: number;
  readonly state: State;
  /** Operations that have already happened, and end later or never. */
  readonly early: ReadonlySet<Operation>;
}

function search(history: readonly Operation[]): Operation | "undecided" | null {
  const ends = endsOf(history);
  const numbers = new Map(history.map((operation, number) => [operation, number]));
  const keyOf = ({ at, state, early }: Position) =>
    `${at} ${[...early].map((each) => numbers.get(each)).sort()}\n${textOf(state)}`;
  const tried = new Set<string>();
  const todo: Position[] = [{ at: 0, state: EMPTY, early: new Set() }];
  let furthest = 0;
  for (let position = todo.pop(); position !== undefined; position = todo.pop()) {
    const end = ends[position.at];
    if (end === undefined) return null;
    furthest = Math.max(furthest, position.at);
    if (position.early.has(end.ending)) {
      const early = new Set(position.early);
      early.delete(end.ending);
      todo.push({ at: position.at + 1, state: position.state, early });
      continue;
    }
    const key = keyOf(position);
    if (tried.has(key)) continue;
    tried.add(key);
    if (tried.size > MAX_POSITIONS) return "undecided";
    todo.push(...nextPositions(position, end.open).reverse());
  }
  return ends[furthest]?.ending ?? null;
}

function endsOf(history: readonly Operation[]): End[] {
  const open = new Set<Operation>();
  const ends: End[] = [];
  const never = Number.POSITIVE_INFINITY;
  for (const { operation, ends: isEnd } of momentsOf(history)) {
    if (!isEnd) {
      open.add(operation);
      continue;
    }
    const sorted = [...open].sort((a, b) => (a.end ?? never) - (b.end ?? never));
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

/** Sorts by time. At the same time, starts come before ends. */
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

/** Returns the positions after one more operation, the likelier first. */
function nextPositions({ at, state, early }: Position, open: readonly Operation[]): Position[] {
  const positions: Position[] = [];
  for (const operation of open) {
    if (early.has(operation)) continue;
    const effect = apply(state, operation.call);
    const changes = effect.state !== state;
    if (operation.end === null ? !changes : !answers(effect, operation)) continue;
    const position = { at, state: effect.state, early: new Set(early).add(operation) };
    // An operation that changes nothing can happen now: it excludes no other operation.
    if (!changes) return [position];
    positions.push(position);
  }
  return positions;
}

function answers({ answer }: Effect, operation: Operation): boolean {
  return Array.isArray(answer)
    ? JSON.stringify(answer) === JSON.stringify(operation.answer)
    : answer === operation.answer;
}
