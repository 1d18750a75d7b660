import { expect, test, vi } from "vitest";
import { methodBench } from "../../../fixtures/method-context.ts";
import { addUser, GOOD, quickPassword } from "../../../fixtures/password-bench.ts";
import { passwordData } from "./record.ts";

vi.mock("@node-rs/bcrypt", () => {
  throw new Error("Cannot find package");
});
vi.mock("@zxcvbn-ts/language-common", () => {
  throw new Error("Cannot find package");
});

test("a sign-in with a bcrypt hash names the missing package", async () => {
  const bench = methodBench(quickPassword());
  const hash = `$2b$10$${"a".repeat(53)}`;
  await addUser(bench, "ada@example.com", passwordData(hash));
  await expect(
    bench.run("signIn", { email: "ada@example.com", password: GOOD }),
  ).rejects.toMatchObject({
    code: "invalid-config",
    message: expect.stringContaining("npm install @node-rs/bcrypt"),
  });
});

test("a sign-up names the missing list of common passwords, and sets no password without it", async () => {
  const bench = methodBench(quickPassword());
  await expect(
    bench.run("signUp", { email: "ada@example.com", password: GOOD }),
  ).rejects.toMatchObject({
    code: "invalid-config",
    message: expect.stringContaining("npm install @zxcvbn-ts/language-common"),
  });
  expect(await bench.accounts.users.findByEmail("ada@example.com")).toBeNull();
});
