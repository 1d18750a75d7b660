import type { Frame } from "sandbox/outcome";
import { expect, test } from "vitest";
import { changes, placeOf, stepsOf } from "./trace-changes";

const frame = (parts: Partial<Frame>): Frame => ({
  title: "A step",
  what: "It happens.",
  input: "",
  output: "",
  where: "server",
  variables: {},
  cookies: {},
  store: null,
  ...parts,
});

test("Values are new, changed, the same or removed, and removed ones come last", () => {
  expect(changes({ a: "1", b: "2", c: "3" }, { b: "2", c: "4", d: "5" })).toEqual([
    { name: "b", value: "2", state: "same" },
    { name: "c", value: "4", state: "changed" },
    { name: "d", value: "5", state: "new" },
    { name: "a", value: "1", state: "removed" },
  ]);
});

test("A name of Object's prototype is a name like any other", () => {
  expect(changes({}, { constructor: "1" })).toEqual([
    { name: "constructor", value: "1", state: "new" },
  ]);
});

test("Each step is compared with the step before, and a removed value is gone after one step", () => {
  const steps = stepsOf([
    frame({ cookies: { signet: "a" } }),
    frame({ cookies: {}, store: { "1": "Ada" } }),
    frame({ cookies: {}, store: { "1": "Ada" } }),
  ]);
  expect(steps.map(({ cookies }) => cookies.map(({ state }) => state))).toEqual([
    ["new"],
    ["removed"],
    [],
  ]);
  expect(steps.map(({ store }) => store?.map(({ state }) => state) ?? null)).toEqual([
    null,
    ["new"],
    ["same"],
  ]);
});

test.each([
  ["server", "server"],
  ["Browser", "browser"],
  ["store (SQLite)", "store"],
  ["the server reads the store", "server"],
  ["server B", "server"],
  ["network", null],
])("The place of %j is %s", (where, place) => {
  expect(placeOf({ where })).toBe(place);
});
