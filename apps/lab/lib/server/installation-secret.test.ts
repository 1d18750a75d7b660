import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lab-secret-"));
  vi.resetModules();
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** Returns the secret of a new process with this data folder. */
async function secretIn(dataFolder: string): Promise<string> {
  vi.stubEnv("LAB_DATA_DIR", dataFolder);
  vi.resetModules();
  const { installationSecret } = await import("./installation-secret");
  return installationSecret();
}

test("the first start creates 32 random bytes that only the owner can read, and leaves no draft", async () => {
  const data = join(folder, "new/data");
  const secret = await secretIn(data);
  expect(Buffer.from(secret, "base64url")).toHaveLength(32);
  expect(statSync(data).mode & 0o777).toBe(0o700);
  expect(statSync(join(data, "secret")).mode & 0o777).toBe(0o600);
  expect(readdirSync(data)).toEqual(["secret"]);
});

test("every later start reads the same secret", async () => {
  expect(await secretIn(folder)).toBe(await secretIn(folder));
});

test("an existing secret is never replaced", async () => {
  writeFileSync(join(folder, "secret"), "kept");
  expect(await secretIn(folder)).toBe("kept");
});

test("AUTH_SECRET replaces the file, and no file is written", async () => {
  vi.stubEnv("AUTH_SECRET", "a secret that two servers share 0123456789");
  expect(await secretIn(folder)).toBe("a secret that two servers share 0123456789");
  expect(readdirSync(folder)).toEqual([]);
});

test("two installations have different secrets", async () => {
  expect(await secretIn(join(folder, "a"))).not.toBe(await secretIn(join(folder, "b")));
});
