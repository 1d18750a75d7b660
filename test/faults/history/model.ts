import { type Answer, type Call, changingOf, seenOf } from "./operation.ts";

/** A stored session, reduced to the fields of the contract. */
interface StoredSession {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: number;
  readonly seen: string;
}

/** The stored data of one user tag. Sessions in histories never expire. */
export interface State {
  /** Sorted by id. */
  readonly sessions: readonly StoredSession[];
  /** Ids of sessions that were adopted or barred, sorted. */
  readonly marks: readonly string[];
  readonly bars: readonly Bar[];
}

/** Sessions of the user that were created until then may not be adopted, except one. */
interface Bar {
  readonly userId: string;
  readonly except: string | null;
  readonly createdUntil: number;
}

export const EMPTY: State = { sessions: [], marks: [], bars: [] };

/** The state after an operation without concurrency, and its answer. */
export interface Effect {
  /** The same object when nothing changed. */
  readonly state: State;
  /** `null` also when the operation cannot have succeeded. */
  readonly answer: Answer;
}

/** Applies one operation by the store contract. Only `create` of an existing id fails: nothing changes. */
export function apply(state: State, call: Call): Effect {
  switch (call.kind) {
    case "create":
      return create(state, call);
    case "find":
      return { state, answer: storedIn(state, call.id)?.seen ?? null };
    case "list":
      return {
        state,
        answer: newestFirst(state.sessions, call.userId).map((it) => `${it.id} ${it.seen}`),
      };
    case "renew":
    case "update":
      return change(state, call);
    case "revoke": {
      const rest = state.sessions.filter((it) => it.id !== call.id);
      return without(state, rest, rest.length < state.sessions.length);
    }
    case "revokeByUser": {
      const rest = state.sessions.filter(
        (it) => it.userId !== call.userId || it.id === call.except,
      );
      return without(state, rest, state.sessions.length - rest.length);
    }
    case "adopt":
      return adopt(state, call);
    case "findToAdopt": {
      const found = storedIn(state, call.id)?.seen;
      return { state, answer: found ?? (isBarred(state, call) ? "barred" : null) };
    }
    case "bar":
      return { state: marked(state, call.id), answer: true };
    case "barUser":
      return { state: barred(state, call), answer: true };
  }
}

/** Returns the same text for equal states, and different texts otherwise. */
export function textOf({ sessions, marks, bars }: State): string {
  const texts = sessions.map(({ id, createdAt, seen }) => `${id} ${createdAt} ${seen}`);
  return [...texts, marks.join(), JSON.stringify(bars)].join("\n");
}

function create(state: State, call: Call & { kind: "create" }): Effect {
  if (storedIn(state, call.id) !== undefined) return { state, answer: null };
  const { id, userId, createdAt, seen, most, replacing } = call;
  const others = state.sessions.filter((it) => it.id !== replacing || it.userId !== userId);
  const ended = most === null ? [] : newestFirst(others, userId).slice(most - 1);
  const rest = others.filter((it) => !ended.includes(it));
  const sessions = [...rest, { id, userId, createdAt, seen }].sort(byId);
  return { state: { ...state, sessions }, answer: ended.length };
}

function adopt(state: State, call: Call & { kind: "adopt" }): Effect {
  const { id, userId, createdAt, seen, mayBegin } = call;
  const found = storedIn(state, id);
  if (found !== undefined) return { state: marked(state, id), answer: `here ${found.seen}` };
  if (!mayBegin || isBarred(state, call)) return { state, answer: null };
  const sessions = [...state.sessions, { id, userId, createdAt, seen }].sort(byId);
  return { state: marked({ ...state, sessions }, id), answer: `begun ${seen}` };
}

function isBarred(
  { marks, bars }: State,
  { id, userId, createdAt }: Pick<StoredSession, "id" | "userId" | "createdAt">,
): boolean {
  return (
    marks.includes(id) ||
    bars.some((bar) => bar.userId === userId && bar.except !== id && createdAt <= bar.createdUntil)
  );
}

function marked(state: State, id: string): State {
  if (state.marks.includes(id)) return state;
  return { ...state, marks: [...state.marks, id].sort() };
}

function barred(state: State, { userId, except, createdUntil }: Bar): State {
  const same = state.bars.find((bar) => bar.userId === userId && bar.except === except);
  if (same !== undefined && same.createdUntil >= createdUntil) return state;
  const others = state.bars.filter((bar) => bar !== same);
  const bars = [...others, { userId, except, createdUntil }];
  const textOfBar = (bar: Bar) => `${bar.userId} ${bar.except ?? ""}`;
  return { ...state, bars: bars.sort((a, b) => (textOfBar(a) < textOfBar(b) ? -1 : 1)) };
}

function change(state: State, call: Call & { kind: "renew" | "update" }): Effect {
  const stored = storedIn(state, call.id);
  if (stored === undefined) return { state, answer: false };
  const before = changingOf(stored.seen);
  const expected =
    call.kind === "renew"
      ? before.renewedAt === call.ifRenewedAt
      : before.version === call.ifVersion;
  if (!expected) return { state, answer: false };
  const seen = seenOf(
    call.kind === "renew"
      ? { ...before, renewedAt: call.renewedAt, expiresAt: call.expiresAt }
      : { ...before, data: call.data, version: before.version + 1 },
  );
  const changed = state.sessions.map((each) => (each === stored ? { ...stored, seen } : each));
  return { state: { ...state, sessions: changed }, answer: true };
}

function without(state: State, rest: readonly StoredSession[], answer: Answer): Effect {
  const isSame = rest.length === state.sessions.length;
  return { state: isSame ? state : { ...state, sessions: rest }, answer };
}

function storedIn(state: State, id: string): StoredSession | undefined {
  return state.sessions.find((it) => it.id === id);
}

function newestFirst(sessions: readonly StoredSession[], userId: string): StoredSession[] {
  return sessions
    .filter((each) => each.userId === userId)
    .sort((a, b) => b.createdAt - a.createdAt || byId(a, b));
}

function byId(a: StoredSession, b: StoredSession): number {
  return a.id < b.id ? -1 : 1;
}
