import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createDataFolder, inDataFolder } from "./data-folder";

/**
 * Returns the secret of this installation: `AUTH_SECRET`, or a random secret that the first start writes
 * to the data folder. Several servers need a common `AUTH_SECRET`. The complete file is linked into place,
 * so processes that start at the same time use one secret and never read an incomplete one.
 */
export function installationSecret(): string {
  const shared = process.env["AUTH_SECRET"];
  if (shared) return shared;
  const path = inDataFolder("secret");
  return read(path) ?? create(path);
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  }
}

function create(path: string): string {
  createDataFolder();
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(path, "utf8");
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
