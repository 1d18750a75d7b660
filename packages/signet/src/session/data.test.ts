import vm from "node:vm";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
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

test("data that JSON cannot hold, or would make something else of, is refused with a sentence", async () => {
  const anything = z.object({ total: z.any() });
  const circle: Record<string, unknown> = {};
  circle["self"] = circle;
  for (const lost of [
    ...[1n, circle, Number.NaN, Number.POSITIVE_INFINITY, -Infinity, new Date(Number.NaN)],
    ...[new Map([["a", 1]]), new Set([1]), () => 1, Symbol("s"), { toJSON: () => Number.NaN }],
  ]) {
    for (const total of [lost, [lost], { deep: { down: lost } }]) {
      const refusal = acceptData(anything, { total });
      await expect(refusal).rejects.toMatchObject({ code: "invalid-data" });
      await expect(refusal).rejects.toThrow(/what JSON holds/);
    }
  }
  const made = z.object({ since: z.string().transform((text) => new Date(text)) });
  await expect(acceptData(made, { since: "garbage" })).rejects.toMatchObject({
    code: "invalid-data",
  });
});

test("every text goes through JSON unharmed, and so do null and what is left out", async () => {
  const anything = z.object({ value: z.any().optional() });
  const texts = fc.string({ unit: "binary", maxLength: 8 });
  const odd = fc.constantFrom("\u0000", "\ud800", "\udc00a", "__proto__", "toJSON", "");
  const values = fc.oneof(
    texts,
    odd,
    fc.constant(null),
    fc.dictionary(fc.oneof(texts, odd), fc.oneof(texts, odd, fc.constant(null))),
  );
  await fc.assert(
    fc.asyncProperty(values, async (value) => {
      expect(await acceptData(anything, { value, gone: undefined })).toEqual({ value });
    }),
  );
  expect(await acceptData(anything, { value: undefined })).toEqual({});
});

test("a schema that throws refuses what is to be kept, and its error is the cause", async () => {
  const cause = new Error("a bug");
  for (const validate of [
    () => {
      throw cause;
    },
    () => Promise.reject(cause),
  ]) {
    const broken = { "~standard": { version: 1, vendor: "test", validate } } as typeof noData;
    await expect(acceptData(broken, {})).rejects.toMatchObject({ code: "invalid-data", cause });
  }
});

test("data that no JSON leads to is refused, and the way out said", async () => {
  const years = z.object({ since: z.date().transform((date) => date.getUTCFullYear()) });
  const unlike = z.object({ since: z.union([z.date(), z.string()]).transform((at) => `${at}!`) });
  for (const schema of [years, unlike]) {
    const refusal = acceptData(schema, { since: new Date(0) });
    await expect(refusal).rejects.toMatchObject({ code: "invalid-data" });
    await expect(refusal).rejects.toThrow(/z\.coerce\.date\(\)/);
  }
});

test("a schema that says something else each time keeps what it accepts", async () => {
  let turn = 0;
  const counting = z.object({ name: z.string() }).transform((data) => ({ ...data, at: turn++ }));
  expect(await acceptData(counting, { name: "Ada" })).toMatchObject({ name: "Ada" });
});

test("in development a schema whose input is kept is named once, for the client may read it", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const hashing = z.object({ pin: z.string().transform((pin) => `${pin.length} digits`) });
  await acceptData(hashing, { pin: "1234" });
  expect(warn).not.toHaveBeenCalled();
  vi.stubEnv("NODE_ENV", "development");
  await acceptData(schema, { name: "Ada" });
  expect(warn).not.toHaveBeenCalled();
  for (let turn = 0; turn < 2; turn++) {
    expect(await acceptData(hashing, { pin: "1234", other: 1 })).toEqual({ pin: "1234" });
  }
  expect(warn).toHaveBeenCalledOnce();
  expect(warn.mock.calls[0]?.[0]).toMatch(/client can read it/);
  expect(warn.mock.calls[0]?.[0]).not.toContain("1234");
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test("what has the default's value by choice keeps it, when the default becomes another", async () => {
  const before = z
    .object({ first: z.string(), role: z.string().default("member") })
    .transform(({ first, role }) => ({ label: `${first} (${role})` }));
  const after = z
    .object({ first: z.string(), role: z.string().default("guest") })
    .transform(({ first, role }) => ({ label: `${first} (${role})` }));
  const kept = await acceptData(before, { first: "Ada", role: "member", passwordHash: "stray" });
  expect(kept).toEqual({ first: "Ada", role: "member" });
  expect(await readData(after, kept)).toEqual({ label: "Ada (member)" });
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
