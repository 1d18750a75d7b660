import vm from "node:vm";
import { expect, test } from "vitest";
import { z } from "zod";
import { acceptData, noData, readData } from "./data.ts";

const schema = z.object({ name: z.string(), role: z.enum(["member", "admin"]).default("member") });

test("what is kept is the schema's output, so that nothing it does not name leaks into a token", async () => {
  const input = { name: "Ada", passwordHash: "secret" };
  expect(await acceptData(schema, input)).toEqual({ name: "Ada", role: "member" });
});

test("bad data is refused by the names of its members, never by their values", async () => {
  const refusal = acceptData(schema, { name: 42, role: "swordfish" });
  await expect(refusal).rejects.toMatchObject({ code: "invalid-data" });
  await expect(refusal).rejects.toThrow(/name, role/);
  await expect(refusal).rejects.not.toThrow(/swordfish|42/);
});

test("a schema that would refuse what it kept is refused at sign-in, not at the first read", async () => {
  const dates = z.object({ since: z.date() });
  await expect(acceptData(dates, { since: new Date(0) })).rejects.toThrow(/way through JSON/);
  const coerced = z.object({ since: z.coerce.date() });
  const kept = await acceptData(coerced, { since: new Date(0) });
  expect(await readData(coerced, kept)).toEqual({ since: new Date(0) });
});

test("data that JSON cannot hold is refused with a sentence", async () => {
  const anything = z.object({ total: z.any() });
  const circle: Record<string, unknown> = {};
  circle["self"] = circle;
  for (const total of [1n, circle]) {
    await expect(acceptData(anything, { total })).rejects.toMatchObject({ code: "invalid-data" });
  }
});

test("data kept under an older schema is read under today's, or not at all", async () => {
  expect(await readData(schema, { name: "Ada" })).toEqual({ name: "Ada", role: "member" });
  expect(await readData(schema, { name: "Ada", role: "superuser" })).toBeNull();
  expect(await readData(schema, undefined)).toBeNull();
});

test("an asynchronous schema works", async () => {
  const slow = schema.refine(async ({ name }) => name !== "Eve");
  expect(await readData(slow, { name: "Ada" })).toMatchObject({ name: "Ada" });
  expect(await readData(slow, { name: "Eve" })).toBeNull();
});

test("without a schema there is no data", async () => {
  expect(await acceptData(noData, undefined)).toEqual({});
  await expect(acceptData(noData, { name: "Ada" })).rejects.toMatchObject({ code: "invalid-data" });
  expect(await readData(noData, { name: "Ada" })).toBeNull();
});

test("a promise of another realm is waited for, never taken for checked data", async () => {
  const foreign: PromiseLike<{ issues: [] }> = vm.runInNewContext(
    "Promise.resolve({ issues: [{ message: 'no' }] })",
  );
  const schema = {
    "~standard": { version: 1, vendor: "test", validate: () => foreign },
  } as unknown as typeof noData;
  expect(await readData(schema, { name: "Ada" })).toBeNull();
});
