import { type Answer, type Call, changingOf, seenOf } from "./operation.ts";

/** A session as the contract says it is kept. */
interface Kept {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: number;
  readonly seen: string;
}

/** The sessions of one place in the order of their ids. No session of a history is ever over. */
export type State = readonly Kept[];

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
      return { state, answer: newestFirst(state, call.userId).map((it) => `${it.id} ${it.seen}`) };
    case "renew":
    case "update":
      return change(state, call);
    case "revoke": {
      const rest = state.filter((kept) => kept.id !== call.id);
      return without(state, rest, rest.length < state.length);
    }
    case "revokeByUser": {
      const rest = state.filter((it) => it.userId !== call.userId || it.id === call.except);
      return without(state, rest, state.length - rest.length);
    }
  }
}

/** One text for each state. */
export function textOf(state: State): string {
  return state.map(({ id, createdAt, seen }) => `${id} ${createdAt} ${seen}`).join("\n");
}

function create(state: State, call: Call & { kind: "create" }): Effect {
  if (keptIn(state, call.id) !== undefined) return { state, answer: null };
  const { id, userId, createdAt, seen, most, replacing } = call;
  const others = state.filter((kept) => kept.id !== replacing || kept.userId !== userId);
  const ended = most === null ? [] : newestFirst(others, userId).slice(most - 1);
  const rest = others.filter((kept) => !ended.includes(kept));
  const added = [...rest, { id, userId, createdAt, seen }];
  return { state: added.sort(byId), answer: ended.length };
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
  return { state: state.map((each) => (each === kept ? { ...kept, seen } : each)), answer: true };
}

function without(state: State, rest: State, answer: Answer): Effect {
  return { state: rest.length === state.length ? state : rest, answer };
}

function keptIn(state: State, id: string): Kept | undefined {
  return state.find((kept) => kept.id === id);
}

function newestFirst(state: State, userId: string): Kept[] {
  return state
    .filter((kept) => kept.userId === userId)
    .sort((a, b) => b.createdAt - a.createdAt || byId(a, b));
}

function byId(a: Kept, b: Kept): number {
  return a.id < b.id ? -1 : 1;
}
