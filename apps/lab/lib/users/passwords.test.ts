import { parseOptions } from "@node-rs/argon2";
import { expect, test } from "vitest";
import { checkPassword, hashPassword } from "./passwords";

test("a password opens its own hash and no other does", async () => {
  const hash = await hashPassword("lovelace-1815");
  expect(await checkPassword(hash, "lovelace-1815")).toBe(true);
  expect(await checkPassword(hash, "Lovelace-1815")).toBe(false);
});

test("without a user nothing opens, not even the decoy's own password", async () => {
  expect(await checkPassword(null, "nobody's password")).toBe(false);
});

test("a hash costs what OWASP asks for", async () => {
  expect(parseOptions(await hashPassword("x"))).toMatchObject({
    memoryCost: 19_456,
    timeCost: 2,
    parallelism: 1,
  });
  expect(await hashPassword("x")).toMatch(/^\$argon2id\$/);
});
