import { expect, test } from "vitest";
import { addUser } from "../../../fixtures/mailbox.ts";
import { methodBench } from "../../../fixtures/method-context.ts";
import { codeAt, STEP } from "../../../fixtures/totp-app.ts";
import { totp, totpData } from "./index.ts";

const now = Date.parse("2026-11-30T12:00:00Z");
// The secret of methodBench.
const secret = "a-secret-for-tests-of-methods-0123456789";

test("an app of better-auth works after its secret was imported", async () => {
  const bench = methodBench(totp());
  const { id: userId } = await addUser(bench, "ada@example.com");
  // better-auth uses the UTF-8 text of 32 characters as the key.
  const totpSecret = new TextEncoder().encode("abcdefghijklmnopqrstuvwxyzABCDEF");
  const data = await totpData({ secret, userId, totpSecret });
  await bench.accounts.authenticators.add({
    kind: "totp",
    id: userId,
    userId,
    data,
    createdAt: now,
  });
  const code = await codeAt(totpSecret, now);
  const pending = { userId };
  const outcome = await bench.run("signIn", { code }, { pending, now });
  expect(outcome).toMatchObject({ type: "proved", proved: { amr: ["otp"] } });
  const again = await bench.run("signIn", { code }, { pending, now });
  expect(again).toMatchObject({ reason: "wrong-credentials" });
  const later = { pending, now: now + 2 * STEP };
  const next = await codeAt(totpSecret, later.now);
  expect(await bench.run("signIn", { code: next }, later)).toMatchObject({ type: "proved" });
});

test("T1: a secret below 128 bit is not imported", async () => {
  const totpSecret = new Uint8Array(15).fill(7);
  await expect(totpData({ secret, userId: "ada", totpSecret })).rejects.toMatchObject({
    code: "invalid-config",
    message: expect.stringContaining("totpSecret has 15 bytes"),
  });
});
