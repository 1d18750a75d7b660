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

/** The module as a process that starts with this data folder would have it. */
async function secretIn(dataFolder: string): Promise<string> {
  vi.stubEnv("LAB_DATA_DIR", dataFolder);
  vi.resetModules();
  const { installationSecret } = await import("./secret");
  return installationSecret();
}

test("the first start makes 32 random bytes that the owner alone can read, and no draft stays", async () => {
  const data = join(folder, "new/data");
  const secret = await secretIn(data);
  expect(Buffer.from(secret, "base64url")).toHaveLength(32);
  expect(statSync(data).mode & 0o777).toBe(0o700);
  expect(statSync(join(data, "secret")).mode & 0o777).toBe(0o600);
  expect(readdirSync(data)).toEqual(["secret"]);
});

test("every later start reads the same", async () => {
  expect(await secretIn(folder)).toBe(await secretIn(folder));
});

test("a secret that is there is never replaced", async () => {
  writeFileSync(join(folder, "secret"), "kept");
  expect(await secretIn(folder)).toBe("kept");
});

test("AUTH_SECRET goes before, and leaves no file behind", async () => {
  vi.stubEnv("AUTH_SECRET", "a secret that two servers share 0123456789");
  expect(await secretIn(folder)).toBe("a secret that two servers share 0123456789");
  expect(readdirSync(folder)).toEqual([]);
});

test("another installation has another secret", async () => {
  expect(await secretIn(join(folder, "a"))).not.toBe(await secretIn(join(folder, "b")));
});
