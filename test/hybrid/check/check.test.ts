import { expect, test } from "vitest";
import type { Deed } from "../record/deeds.ts";
import { type Sighting, sightings } from "../record/sightings.ts";
import { check } from "./check.ts";

const MS = 1e6;
const at = (begun: number, acknowledged: number | null) => ({
  begun: begun * MS,
  acknowledged: acknowledged === null ? null : acknowledged * MS,
});
const signedIn: Deed = { kind: "signed-in", session: "s", user: "ada", ...at(0, 10) };
const active = (begun: number, count = 0, bound = 100): Sighting => ({
  kind: "active",
  session: "s",
  count,
  bound,
  begun: begun * MS,
});
const refused = (answered: number, reason = "revoked"): Sighting => ({
  kind: "refused",
  session: "s",
  reason,
  begun: 0,
  answered: answered * MS,
});
const none = { late: [], signedOut: [], strange: [] };

const endings: Deed[] = [
  { kind: "ended", session: "s", ...at(20, 30) },
  { kind: "user-ended", user: "ada", ...at(20, 30) },
  { kind: "all-ended", ...at(20, 30) },
];

test.each(endings)(
  "a reading later than the bound after an acknowledgement is late ($kind)",
  (ended) => {
    expect(check([signedIn, ended], [active(130)])).toEqual(none);
    expect(check([signedIn, ended], [active(131)]).late).toHaveLength(1);
    expect(check([signedIn, ended], [active(31, 0, 0)]).late).toHaveLength(1);
  },
);

test.each(endings)("an ending that nobody acknowledged binds nobody ($kind)", (ended) => {
  const inDoubt = { ...ended, acknowledged: null };
  expect(check([signedIn, inDoubt], [active(9_999), refused(25)])).toEqual(none);
});

test.each(endings)(
  "a refusal before anybody began to end the session is one too many ($kind)",
  (ended) => {
    expect(check([signedIn, ended], [refused(21)])).toEqual(none);
    expect(check([signedIn, ended], [refused(19)]).signedOut).toHaveLength(1);
    expect(check([signedIn], [refused(9_999)]).signedOut).toHaveLength(1);
  },
);

test("a refusal for another reason is one too many", () => {
  expect(check([signedIn, ...endings], [refused(40, "expired")]).signedOut).toHaveLength(1);
});

test("what ends many sessions ends those that were there, and perhaps one that came meanwhile", () => {
  const later: Deed = { ...signedIn, ...at(25, 35) };
  const [, , ended] = endings as [Deed, Deed, Deed];
  expect(check([later, ended], [active(9_999), refused(50)])).toEqual(none);
  const after: Deed = { ...signedIn, ...at(31, 35) };
  expect(check([after, ended], [refused(50)]).signedOut).toHaveLength(1);
});

test("older data than the bound allows is late, and newer never", () => {
  const updated: Deed = { kind: "updated", session: "s", count: 2, ...at(20, 30) };
  const first: Deed = { kind: "updated", session: "s", count: 1, ...at(11, 12) };
  expect(check([signedIn, first, updated], [active(130, 1), active(15, 2)])).toEqual(none);
  expect(check([signedIn, first, updated], [active(131, 1)]).late).toHaveLength(1);
  expect(check([signedIn, first, updated], [active(131, 3)]).strange).toHaveLength(1);
});

test("what nobody handed out is strange", () => {
  expect(check([], [active(1)]).strange).toHaveLength(1);
});

test("of many readings those are kept that a promise can be held against", () => {
  const kept = sightings();
  const seen = (begun: number, count: number) => ({ session: "s", count, bound: 100, begun });
  kept.active(seen(5, 0), "view");
  kept.active(seen(4, 0), "store");
  kept.active(seen(6, 1), "view");
  for (const answered of [7, 8]) {
    kept.refused({ session: "s", reason: "revoked", begun: 6, answered });
  }
  kept.unavailable();
  expect(kept.drain(9)).toEqual([
    { kind: "refused", session: "s", reason: "revoked", begun: 6, answered: 7 },
    { kind: "active", ...seen(5, 0) },
    { kind: "active", ...seen(6, 1) },
    { kind: "counted", at: 9, reads: { view: 2, store: 1, refused: 2, unavailable: 1 }, moves: 0 },
  ]);
  expect(kept.drain(10)).toEqual([]);
});
