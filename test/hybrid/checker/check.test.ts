import { expect, test } from "vitest";
import { type Observation, observationRecorder } from "../history/observations.ts";
import type { Operation } from "../history/operations.ts";
import { check } from "./check.ts";

const MS = 1e6;
const at = (begun: number, acknowledged: number | null) => ({
  begun: begun * MS,
  acknowledged: acknowledged === null ? null : acknowledged * MS,
});
const signedIn: Operation = { kind: "signed-in", session: "s", user: "ada", ...at(0, 10) };
const active = (begun: number, count = 0, bound = 100): Observation => ({
  kind: "active",
  session: "s",
  count,
  bound,
  begun: begun * MS,
});
const refused = (answered: number, reason = "revoked"): Observation => ({
  kind: "refused",
  session: "s",
  reason,
  begun: 0,
  answered: answered * MS,
});
const none = { late: [], wronglyRefused: [], unexplained: [] };

const endings: Operation[] = [
  { kind: "ended", session: "s", ...at(20, 30) },
  { kind: "user-ended", user: "ada", ...at(20, 30) },
  { kind: "all-ended", ...at(20, 30) },
];

test.each(endings)(
  "the checker reports a reading that begins later than the bound after an acknowledged end ($kind)",
  (ended) => {
    expect(check([signedIn, ended], [active(130)])).toEqual(none);
    expect(check([signedIn, ended], [active(131)]).late).toHaveLength(1);
    expect(check([signedIn, ended], [active(31, 0, 0)]).late).toHaveLength(1);
  },
);

test.each(endings)(
  "the checker allows both results after an unacknowledged end ($kind)",
  (ended) => {
    const inDoubt = { ...ended, acknowledged: null };
    expect(check([signedIn, inDoubt], [active(9_999), refused(25)])).toEqual(none);
  },
);

test.each(endings)(
  "the checker reports a refusal before a call that ends the session began ($kind)",
  (ended) => {
    expect(check([signedIn, ended], [refused(21)])).toEqual(none);
    expect(check([signedIn, ended], [refused(19)]).wronglyRefused).toHaveLength(1);
    expect(check([signedIn], [refused(9_999)]).wronglyRefused).toHaveLength(1);
  },
);

test("the checker reports a refusal with another reason than revoked", () => {
  expect(check([signedIn, ...endings], [refused(40, "expired")]).wronglyRefused).toHaveLength(1);
});

test("an end of many sessions ends former sessions, and may end a concurrent sign-in", () => {
  const later: Operation = { ...signedIn, ...at(25, 35) };
  const [, , ended] = endings as [Operation, Operation, Operation];
  expect(check([later, ended], [active(9_999), refused(50)])).toEqual(none);
  const after: Operation = { ...signedIn, ...at(31, 35) };
  expect(check([after, ended], [refused(50)]).wronglyRefused).toHaveLength(1);
});

test("the checker reports data older than the bound, and never newer data", () => {
  const updated: Operation = { kind: "updated", session: "s", count: 2, ...at(20, 30) };
  const first: Operation = { kind: "updated", session: "s", count: 1, ...at(11, 12) };
  expect(check([signedIn, first, updated], [active(130, 1), active(15, 2)])).toEqual(none);
  expect(check([signedIn, first, updated], [active(131, 1)]).late).toHaveLength(1);
  expect(check([signedIn, first, updated], [active(131, 3)]).unexplained).toHaveLength(1);
});

test("the checker reports a session that no writer created", () => {
  expect(check([], [active(1)]).unexplained).toHaveLength(1);
});

test("the recorder keeps the readings that the checker needs", () => {
  const recorder = observationRecorder();
  const seen = (begun: number, count: number) => ({ session: "s", count, bound: 100, begun });
  recorder.active(seen(5, 0), "view");
  recorder.active(seen(4, 0), "store");
  recorder.active(seen(6, 1), "view");
  for (const answered of [7, 8]) {
    recorder.refused({ session: "s", reason: "revoked", begun: 6, answered });
  }
  recorder.unavailable();
  expect(recorder.drain(9)).toEqual([
    { kind: "refused", session: "s", reason: "revoked", begun: 6, answered: 7 },
    { kind: "active", ...seen(5, 0) },
    { kind: "active", ...seen(6, 1) },
    { kind: "counted", at: 9, reads: { view: 2, store: 1, refused: 2, unavailable: 1 }, moves: 0 },
  ]);
  expect(recorder.drain(10)).toEqual([]);
});
