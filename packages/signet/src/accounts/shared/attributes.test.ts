import { DatabaseSync } from "node:sqlite";
import { expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import { sampleUser } from "../../testing/accounts/samples.ts";
import type { Accounts, User } from "../contract.ts";
import { sqliteAccounts } from "../sqlite/accounts.ts";

const attributes = z.object({
  role: z.enum(["member", "admin"]).default("member"),
  plan: z.string().optional(),
});

async function site(database = new DatabaseSync(":memory:")) {
  const { users } = sqliteAccounts(database, { attributes });
  const user = await users.create(sampleUser());
  if (user === "taken") throw new Error("The table was empty.");
  return { users, user, database };
}

test("a new user has the defaults of the attributes beside the members of every user", async () => {
  const { users, user } = await site();
  expect(user).toMatchObject({ role: "member", name: "Ada" });
  expect(await users.findByEmail(user.email ?? "")).toEqual(user);
  expect(await users.update(user.id, { name: "Grace" })).toEqual({ ...user, name: "Grace" });
  expectTypeOf(user.role).toEqualTypeOf<"member" | "admin">();
});

test("setAttributes() changes the given attributes and no other member", async () => {
  const { users, user } = await site();
  expect(await users.setAttributes(user.id, { plan: "pro" })).toEqual({ ...user, plan: "pro" });
  const admin = { ...user, plan: "pro", role: "admin" };
  expect(await users.setAttributes(user.id, { role: "admin" })).toEqual(admin);
  expect(await users.find(user.id)).toEqual(admin);
  expect(await users.setAttributes("unknown", { role: "admin" })).toBeNull();
});

test("concurrent changes of different attributes are all kept", async () => {
  const { users, user } = await site();
  await Promise.all([
    users.setAttributes(user.id, { plan: "pro" }),
    users.setAttributes(user.id, { role: "admin" }),
    users.update(user.id, { name: "Grace" }),
  ]);
  const expected = { ...user, plan: "pro", role: "admin", name: "Grace" };
  expect(await users.find(user.id)).toEqual(expected);
});

test("a value that does not match the schema is refused and not stored", async () => {
  const { users, user } = await site();
  const patch: object = { role: "owner" };
  await expect(users.setAttributes(user.id, patch)).rejects.toMatchObject({ code: "invalid-data" });
  expect(await users.find(user.id)).toEqual(user);
});

test("a member that the schema does not name is not stored, also not as a member of every user", async () => {
  const { users, user } = await site();
  const patch: object = { id: "other", email: "x@example.com", isAdmin: true, role: "admin" };
  expect(await users.setAttributes(user.id, patch)).toEqual({ ...user, role: "admin" });
});

test.each<[schema: z.ZodType<object>, message: RegExp]>([
  [z.object({ email: z.string().default("x") }), /attributes has the member email/],
  [z.object({ createdAt: z.number().default(0) }), /attributes has the member createdAt/],
  [z.object({ role: z.string() }), /has a member without a default/],
])(
  "a schema with a member of every user, or without a default, is refused at once",
  (schema, message) => {
    expect(() => sqliteAccounts(":memory:", { attributes: schema })).toThrow(message);
  },
);

test("an optional attribute with the name of a member of every user is refused when it is set", async () => {
  const schema = z.object({ name: z.string().optional() });
  const { users } = sqliteAccounts(":memory:", { attributes: schema });
  const user = await users.create(sampleUser());
  if (user === "taken") throw new Error("The table was empty.");
  await expect(users.setAttributes(user.id, { name: "x" })).rejects.toMatchObject({
    code: "invalid-config",
  });
});

test("an asynchronous schema is checked at the first sign-up", async () => {
  const validate = async () => ({ issues: [{ message: "role is missing" }] });
  const standard = { version: 1, vendor: "test", validate } as const;
  const { users } = sqliteAccounts(":memory:", { attributes: { "~standard": standard } });
  await expect(users.create(sampleUser())).rejects.toThrow(/has a member without a default/);
});

test("stored attributes of a former schema get new defaults, and others reject", async () => {
  const { user, database } = await site();
  const wider = attributes.extend({ seats: z.number().default(1) });
  const later = sqliteAccounts(database, { attributes: wider });
  expect(await later.users.find(user.id)).toEqual({ ...user, seats: 1 });
  const other = z.object({ role: z.enum(["guest"]).default("guest") });
  const changed = sqliteAccounts(database, { attributes: other });
  await expect(changed.users.find(user.id)).rejects.toMatchObject({ code: "invalid-data" });
});

test("accounts with attributes are accounts of users with these members", () => {
  const accounts = sqliteAccounts(":memory:", { attributes });
  expectTypeOf(accounts).toExtend<Accounts<User & z.output<typeof attributes>>>();
  expectTypeOf(sqliteAccounts(":memory:")).toExtend<Accounts>();
});
