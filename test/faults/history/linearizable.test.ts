import fc from "fast-check";
import { expect, test } from "vitest";
import { unexplained } from "./linearizable.ts";
import { apply, EMPTY, type State } from "./model.ts";
import { type Call, type Operation, seenOf } from "./operation.ts";

const IDS = ["a", "b", "c"];
const fresh = seenOf({ renewedAt: 0, expiresAt: 9, version: 0, data: "0" });
const ids = fc.constantFrom(...IDS);
const small = fc.integer({ min: 0, max: 2 });
const creates = fc.record({
  kind: fc.constant("create"),
  id: ids,
  userId: fc.constant("ada"),
  createdAt: small,
  seen: fc.constant(fresh),
  most: fc.option(fc.integer({ min: 1, max: 2 })),
  replacing: fc.option(ids),
});
const candidates = { id: ids, userId: fc.constant("ada"), createdAt: small };
const calls: fc.Arbitrary<Call> = fc.oneof(
  { weight: 3, arbitrary: creates },
  fc.record({ kind: fc.constant("find"), id: ids }),
  fc.record({
    kind: fc.constant("renew"),
    id: ids,
    renewedAt: small,
    expiresAt: small,
    ifRenewedAt: small,
  }),
  fc.record({
    kind: fc.constant("update"),
    id: ids,
    data: fc.constantFrom("1", "2"),
    ifVersion: small,
  }),
  fc.record({ kind: fc.constant("revoke"), id: ids }),
  fc.record({ kind: fc.constant("list"), userId: fc.constant("ada") }),
  fc.record({
    kind: fc.constant("adopt"),
    ...candidates,
    seen: fc.constant(fresh),
    mayBegin: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("findToAdopt"), ...candidates }),
  fc.record({ kind: fc.constant("bar"), id: ids }),
  fc.record({
    kind: fc.constant("barUser"),
    userId: fc.constant("ada"),
    except: fc.option(ids),
    createdUntil: small,
  }),
  fc.record({
    kind: fc.constant("revokeByUser"),
    userId: fc.constant("ada"),
    except: fc.option(ids),
  }),
);
const steps = fc.record({
  call: calls,
  before: fc.integer({ min: 0, max: 35 }),
  after: fc.integer({ min: 0, max: 35 }),
  fate: fc.constantFrom("seen", "seen", "seen", "unseen", "never"),
});
type Step = typeof steps extends fc.Arbitrary<infer T> ? T : never;

/** Returns a history of a correct store. Each step happens at ten times its index. */
function recordedOf(row: readonly Step[]): Operation[] {
  let state = EMPTY;
  return row.flatMap(({ call, before, after, fate }, at): Operation[] => {
    const effect = apply(state, call);
    const taken = call.kind === "create" && effect.state === state;
    const times = { start: at * 10 - before, end: at * 10 + after };
    if (taken || fate === "never") return [{ call, ...times, end: null, answer: null }];
    state = effect.state;
    return [{ call, ...times, end: fate === "seen" ? times.end : null, answer: effect.answer }];
  });
}

/** Tries every order. This is slow, but obviously correct. */
function explainedSomehow(todo: readonly Operation[], state: State = EMPTY): boolean {
  if (todo.every(({ end }) => end === null)) return true;
  return todo.some((next) => {
    const rest = todo.filter((other) => other !== next);
    if (rest.some(({ end }) => end !== null && end < next.start)) return false;
    const effect = apply(state, next.call);
    const fits = JSON.stringify(effect.answer) === JSON.stringify(next.answer);
    if (next.end === null) {
      return explainedSomehow(rest, effect.state) || explainedSomehow(rest, state);
    }
    return fits && explainedSomehow(rest, effect.state);
  });
}

test("every history that a correct store can produce is linearizable", () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 40 }), (row) => {
      expect(unexplained(recordedOf(row))).toBeNull();
    }),
    { numRuns: 2_000 },
  );
});

test("a history without concurrency is not linearizable after one answer was changed", () => {
  fc.assert(
    fc.property(fc.array(calls, { minLength: 1, maxLength: 20 }), fc.nat(), (row, which) => {
      const alone = row.map((call) => ({ call, before: 0, after: 5, fate: "seen" }) as const);
      const history = recordedOf(alone).filter(({ end }) => end !== null);
      fc.pre(history.length > 0);
      const at = which % history.length;
      const broken = history.map((each, place) =>
        place === at ? { ...each, answer: otherThan(each.answer) } : each,
      );
      expect(unexplained(broken)).toBe(broken[at]);
    }),
    { numRuns: 1_000 },
  );
});

function otherThan(answer: Operation["answer"]): Operation["answer"] {
  if (typeof answer === "boolean") return !answer;
  if (typeof answer === "number") return answer + 1;
  if (answer === null) return fresh;
  return typeof answer === "string" ? null : [...answer, `d ${fresh}`];
}

test("the linearizability search agrees with the trial of every order, on correct and wrong histories", () => {
  const verdicts = { explained: 0, not: 0 };
  const row = fc.array(steps, { maxLength: 6 });
  fc.assert(
    fc.property(row, fc.nat({ max: 11 }), (row, which) => {
      const history = recordedOf(row).map((each, at) =>
        at === which && each.end !== null ? { ...each, answer: otherThan(each.answer) } : each,
      );
      const expected = explainedSomehow(history);
      verdicts[expected ? "explained" : "not"]++;
      expect(unexplained(history) === null).toBe(expected);
    }),
    { numRuns: 4_000 },
  );
  expect(Math.min(verdicts.explained, verdicts.not)).toBeGreaterThan(400);
});

const A = { kind: "find", id: "a" } as const;
const createA: Call = {
  kind: "create",
  id: "a",
  userId: "ada",
  createdAt: 1,
  seen: fresh,
  most: null,
  replacing: null,
};
const revokeA = { kind: "revoke", id: "a" } as const;
const at = (start: number, end: number | null, call: Call, answer: Operation["answer"]) => ({
  call,
  start,
  end,
  answer,
});
const created = at(0, 1, createA, 0);
const renewA = (renewedAt: number): Call => ({
  kind: "renew",
  id: "a",
  renewedAt,
  expiresAt: 9,
  ifRenewedAt: 0,
});
const updateA = (data: string, ifVersion: number): Call => ({
  kind: "update",
  id: "a",
  data,
  ifVersion,
});

test("a history with a session found after its acknowledged end is not linearizable", () => {
  const seen = at(4, 5, A, fresh);
  expect(unexplained([created, at(2, 3, revokeA, true), seen])).toBe(seen);
  expect(unexplained([created, at(2, 4, revokeA, true), at(3, 5, A, fresh)])).toBeNull();
});

test("a history in which two renewals of the same reading both succeed is not linearizable", () => {
  const both = [at(2, 5, renewA(1), true), at(3, 6, renewA(2), true)];
  expect(unexplained([created, ...both])).toBe(both[1]);
});

test("a history with a lost update is not linearizable", () => {
  const stale = seenOf({ renewedAt: 0, expiresAt: 9, version: 1, data: "first" });
  const lost = at(6, 7, A, stale);
  const writes = [at(2, 3, updateA("first", 0), true), at(4, 5, updateA("second", 1), true)];
  expect(unexplained([created, ...writes, lost])).toBe(lost);
});

test("a revocation without an answer may have happened, or happen later, but not be undone", () => {
  const unseen = at(2, null, revokeA, null);
  const gone = at(6, 7, A, null);
  expect(unexplained([created, unseen, at(4, 5, A, fresh), gone])).toBeNull();
  expect(unexplained([created, unseen, at(4, 5, A, null), gone])).toBeNull();
  const back = at(6, 7, A, fresh);
  expect(unexplained([created, unseen, at(4, 5, A, null), back])).toBe(back);
});

const adoptA: Call = { ...candidateA(), kind: "adopt", seen: fresh, mayBegin: true };
function candidateA() {
  return { id: "a", userId: "ada", createdAt: 1 };
}

test("a history that adopts an adopted session again after its end is not linearizable", () => {
  const adopted = at(0, 1, adoptA, `begun ${fresh}`);
  const again = at(4, 5, adoptA, `begun ${fresh}`);
  expect(unexplained([adopted, at(2, 3, revokeA, true), again])).toBe(again);
  expect(unexplained([adopted, at(2, 3, revokeA, true), at(4, 5, adoptA, null)])).toBeNull();
});

test("a history in which a session begins after it was barred is not linearizable", () => {
  const bars: readonly Call[] = [
    { kind: "bar", id: "a" },
    { kind: "barUser", userId: "ada", except: "b", createdUntil: 1 },
  ];
  for (const bar of bars) {
    const begun = at(2, 3, adoptA, `begun ${fresh}`);
    expect(unexplained([at(0, 1, bar, true), begun])).toBe(begun);
    expect(unexplained([at(0, 3, bar, true), begun])).toBeNull();
  }
});

test("a history in which a session ends without a revocation is not linearizable", () => {
  const gone = at(4, 5, A, null);
  expect(unexplained([created, at(2, null, updateA("1", 0), null), gone])).toBe(gone);
});
