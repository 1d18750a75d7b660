import { expect, test } from "vitest";
import { z } from "zod";
import { createSignet } from "../create-signet.ts";
import type { Store } from "../store/contract.ts";
import { memoryStore } from "../store/memory.ts";
import { database } from "./database.ts";

const secret = "a-secret-for-database-tests-0123456789-ab";
const LOCAL = { host: "localhost:3000" };

test("a read costs one store read, and a malformed credential or id none", async () => {
  const asked: string[] = [];
  const inner = memoryStore();
  const store: Store = {
    ...inner,
    find: (id) => {
      asked.push(id);
      return inner.find(id);
    },
  };
  const signet = createSignet({ strategy: database({ store }), secret });
  const { credential, session } = await signet.signIn(LOCAL, { userId: "ada" });
  await signet.read({ ...LOCAL, authorization: `Bearer ${credential}` });
  expect(asked).toEqual([session.id]);
  for (const malformed of ["x", "a.b", `${credential}A`, "../../etc/passwd.x", "\u0000"]) {
    await signet.read({ ...LOCAL, authorization: `Bearer ${malformed}` });
    await signet.sessions.revoke(malformed, { ownedBy: "ada" });
  }
  expect(asked).toEqual([session.id]);
});

test("a credential of one engine is none of another that keeps its sessions in the same store", async () => {
  const store = memoryStore();
  const shop = createSignet({ strategy: database({ store }), secret, cookieName: "shop" });
  const admin = createSignet({ strategy: database({ store }), secret, cookieName: "admin" });
  const { credential } = await shop.signIn(LOCAL, { userId: "ada" });
  const request = { ...LOCAL, authorization: `Bearer ${credential}` };
  expect((await shop.read(request)).status).toBe("active");
  expect(await admin.read(request)).toEqual({ status: "rejected", reason: "bad-signature" });
});

test("an update gives up, having written nothing, when others are always first", async () => {
  const store: Store = { ...memoryStore(), update: async () => false };
  const data = z.object({ name: z.string() });
  const signet = createSignet({ strategy: database({ store }), secret, data });
  const { credential } = await signet.signIn(LOCAL, { userId: "ada", data: { name: "Ada" } });
  const request = { ...LOCAL, authorization: `Bearer ${credential}` };
  await expect(signet.update(request, { name: "Eve" })).rejects.toMatchObject({
    code: "update-conflict",
  });
});
