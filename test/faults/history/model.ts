import { type Answer, type Call, changingOf, seenOf } from "./operation.ts";

/** A session as the contract says it is kept. */
interface Kept {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: number;
  readonly seen: string;
}

/** What one place of a store holds. No session of a history is ever over. */
export interface State {
  /** In the order of their ids. */
  readonly kept: readonly Kept[];
  /** Ids of sessions that were adopted or barred, in order. */
  readonly marks: readonly string[];
  readonly bars: readonly Bar[];
}

/** A user's sessions that were created until then may not be adopted, all but one. */
interface Bar {
  readonly userId: string;
  readonly except: string | null;
  readonly createdUntil: number;
}

export const NOTHING: State = { kept: [], marks: [], bars: [] };

/** What a store holds after an operation that met nobody, and what it answered. */
export interface Effect {
  /** The very state given, where nothing changed. */
  readonly state: State;
  /** `null` also where the operation cannot have succeeded. */
  readonly answer: Answer;
}

/** The store contract, one operation at a time. A taken id is the one refusal: nothing changes. */
export function apply(state: State, call: Call): Effect {
  switch (call.kind) {
    case "create":
      return create(state, call);
    case "find":
      return { state, answer: keptIn(state, call.id)?.seen ?? null };
    case "list":
      return {
        state,
        answer: newestFirst(state.kept, call.userId).map((it) => `${it.id} ${it.seen}`),
      };
    case "renew":
    case "update":
      return change(state, call);
    case "revoke": {
      const rest = state.kept.filter((kept) => kept.id !== call.id);
      return without(state, rest, rest.length < state.kept.length);
    }
    case "revokeByUser": {
      const rest = state.kept.filter((it) => it.userId !== call.userId || it.id === call.except);
      return without(state, rest, state.kept.length - rest.length);
    }
    case "adopt":
      return adopt(state, call);
    case "findToAdopt": {
      const found = keptIn(state, call.id)?.seen;
      return { state, answer: found ?? (isBarred(state, call) ? "barred" : null) };
    }
    case "bar":
      return { state: marked(state, call.id), answer: true };
    case "barUser":
      return { state: barred(state, call), answer: true };
  }
}

/** One text for each state. */
export function textOf({ kept, marks, bars }: State): string {
  const sessions = kept.map(({ id, createdAt, seen }) => `${id} ${createdAt} ${seen}`);
  return [...sessions, marks.join(), JSON.stringify(bars)].join("\n");
}

function create(state: State, call: Call & { kind: "create" }): Effect {
  if (keptIn(state, call.id) !== undefined) return { state, answer: null };
  const { id, userId, createdAt, seen, most, replacing } = call;
  const others = state.kept.filter((kept) => kept.id !== replacing || kept.userId !== userId);
  const ended = most === null ? [] : newestFirst(others, userId).slice(most - 1);
  const rest = others.filter((kept) => !ended.includes(kept));
  const kept = [...rest, { id, userId, createdAt, seen }].sort(byId);
  return { state: { ...state, kept }, answer: ended.length };
}

function adopt(state: State, call: Call & { kind: "adopt" }): Effect {
  const { id, userId, createdAt, seen, mayBegin } = call;
  const found = keptIn(state, id);
  if (found !== undefined) return { state: marked(state, id), answer: `here ${found.seen}` };
  if (!mayBegin || isBarred(state, call)) return { state, answer: null };
  const kept = [...state.kept, { id, userId, createdAt, seen }].sort(byId);
  return { state: marked({ ...state, kept }, id), answer: `begun ${seen}` };
}

function isBarred(
  { marks, bars }: State,
  { id, userId, createdAt }: Pick<Kept, "id" | "userId" | "createdAt">,
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
  const kept = keptIn(state, call.id);
  if (kept === undefined) return { state, answer: false };
  const before = changingOf(kept.seen);
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
  const changed = state.kept.map((each) => (each === kept ? { ...kept, seen } : each));
  return { state: { ...state, kept: changed }, answer: true };
}

function without(state: State, rest: readonly Kept[], answer: Answer): Effect {
  const isSame = rest.length === state.kept.length;
  return { state: isSame ? state : { ...state, kept: rest }, answer };
}

function keptIn(state: State, id: string): Kept | undefined {
  return state.kept.find((kept) => kept.id === id);
}

function newestFirst(kept: readonly Kept[], userId: string): Kept[] {
  return kept
    .filter((each) => each.userId === userId)
    .sort((a, b) => b.createdAt - a.createdAt || byId(a, b));
}

function byId(a: Kept, b: Kept): number {
  return a.id < b.id ? -1 : 1;
}
