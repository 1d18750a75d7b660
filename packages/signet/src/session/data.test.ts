import vm from "node:vm";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { acceptData, noData, readData } from "./data.ts";

const schema = z.object({ name: z.string(), role: z.enum(["member", "admin"]).default("member") });

test("the schema's output is stored, so members that the schema does not name are not stored", async () => {
  const input = { name: "Ada", passwordHash: "secret" };
  expect(await acceptData(schema, input)).toEqual({ name: "Ada", role: "member" });
});

test("the error for bad data names the members and never their values", async () => {
  const refusal = acceptData(schema, { name: 42, role: "swordfish" });
  await expect(refusal).rejects.toMatchObject({ code: "invalid-data" });
  await expect(refusal).rejects.toThrow(/name, role/);
  await expect(refusal).rejects.not.toThrow(/swordfish|42/);
});

test("a schema that cannot read its stored data is refused at sign-in, not at the first read", async () => {
  const dates = z.object({ since: z.date() });
  await expect(acceptData(dates, { since: new Date(0) })).rejects.toThrow(/conversion to JSON/);
  const coerced = z.object({ since: z.coerce.date() });
  const kept = await acceptData(coerced, { since: new Date(0) });
  expect(await readData(coerced, kept)).toEqual({ since: new Date(0) });
});

test("data that JSON would lose or change is refused as invalid-data", async () => {
  const anything = z.object({ total: z.any() });
  const circular: Record<string, unknown> = {};
  circular["self"] = circular;
  for (const lost of [
    ...[1n, circular, Number.NaN, Number.POSITIVE_INFINITY, -Infinity, new Date(Number.NaN)],
    ...[new Map([["a", 1]]), new Set([1]), () => 1, Symbol("s"), { toJSON: () => Number.NaN }],
  ]) {
    for (const total of [lost, [lost], { deep: { down: lost } }]) {
      const refusal = acceptData(anything, { total });
      await expect(refusal).rejects.toMatchObject({ code: "invalid-data" });
      await expect(refusal).rejects.toThrow(/JSON cannot represent/);
    }
  }
  const made = z.object({ since: z.string().transform((text) => new Date(text)) });
  await expect(acceptData(made, { since: "garbage" })).rejects.toMatchObject({
    code: "invalid-data",
  });
});

test("every text, null and a missing member are stored unchanged", async () => {
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

test("an error thrown by the schema refuses the data and becomes the cause", async () => {
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

test("data that no JSON can give is refused, and the error names z.coerce.date()", async () => {
  const years = z.object({ since: z.date().transform((date) => date.getUTCFullYear()) });
  const unlike = z.object({ since: z.union([z.date(), z.string()]).transform((at) => `${at}!`) });
  for (const schema of [years, unlike]) {
    const refusal = acceptData(schema, { since: new Date(0) });
    await expect(refusal).rejects.toMatchObject({ code: "invalid-data" });
    await expect(refusal).rejects.toThrow(/z\.coerce\.date\(\)/);
  }
});

test("a schema with a different output at each call stores a form that it accepts", async () => {
  let calls = 0;
  const counting = z.object({ name: z.string() }).transform((data) => ({ ...data, at: calls++ }));
  expect(await acceptData(counting, { name: "Ada" })).toMatchObject({ name: "Ada" });
});

test("in development one warning says that the client can read the stored input", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const hashing = z.object({ pin: z.string().transform((pin) => `${pin.length} digits`) });
  await acceptData(hashing, { pin: "1234" });
  expect(warn).not.toHaveBeenCalled();
  vi.stubEnv("NODE_ENV", "development");
  await acceptData(schema, { name: "Ada" });
  expect(warn).not.toHaveBeenCalled();
  for (let times = 0; times < 2; times++) {
    expect(await acceptData(hashing, { pin: "1234", other: 1 })).toEqual({ pin: "1234" });
  }
  expect(warn).toHaveBeenCalledOnce();
  expect(warn.mock.calls[0]?.[0]).toMatch(/client can read the stored input/);
  expect(warn.mock.calls[0]?.[0]).not.toContain("1234");
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test("a member equal to the default is stored, so a changed default does not change it", async () => {
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

test("data stored under an older schema is parsed with the current schema, or refused", async () => {
  expect(await readData(schema, { name: "Ada" })).toEqual({ name: "Ada", role: "member" });
  expect(await readData(schema, { name: "Ada", role: "superuser" })).toBeNull();
  expect(await readData(schema, undefined)).toBeNull();
});

test("readData accepts an asynchronous schema", async () => {
  const slow = schema.refine(async ({ name }) => name !== "Eve");
  expect(await readData(slow, { name: "Ada" })).toMatchObject({ name: "Ada" });
  expect(await readData(slow, { name: "Eve" })).toBeNull();
});

test("without a schema only empty data is accepted", async () => {
  expect(await acceptData(noData, undefined)).toEqual({});
  await expect(acceptData(noData, { name: "Ada" })).rejects.toMatchObject({ code: "invalid-data" });
  expect(await readData(noData, { name: "Ada" })).toBeNull();
});

test("a promise of another realm is awaited and not used as checked data", async () => {
  const foreign: PromiseLike<{ issues: [] }> = vm.runInNewContext(
    "Promise.resolve({ issues: [{ message: 'no' }] })",
  );
  const schema = {
    "~standard": { version: 1, vendor: "test", validate: () => foreign },
  } as unknown as typeof noData;
  expect(await readData(schema, { name: "Ada" })).toBeNull();
});
