import { parseOptions } from "@node-rs/argon2";
import { expect, test } from "vitest";
import { checkPassword, hashPassword } from "./passwords";

test("a hash accepts its own password and no other", async () => {
  const hash = await hashPassword("lovelace-1815");
  expect(await checkPassword(hash, "lovelace-1815")).toBe(true);
  expect(await checkPassword(hash, "Lovelace-1815")).toBe(false);
});

test("without a user every password is refused, even the password of the decoy", async () => {
  expect(await checkPassword(null, "a decoy password")).toBe(false);
});

test("a hash has the cost that OWASP recommends", async () => {
  expect(parseOptions(await hashPassword("x"))).toMatchObject({
    memoryCost: 19_456,
    timeCost: 2,
    parallelism: 1,
  });
  expect(await hashPassword("x")).toMatch(/^\$argon2id\$/);
});
