import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { inDataFolder, makeDataFolder } from "./data-folder";

/**
 * The secret of this installation: `AUTH_SECRET`, which several servers share, or one made on first
 * start and kept. A finished file is linked into
 * place, so that of several processes starting at once one wins and none reads half a secret.
 */
export function installationSecret(): string {
  const shared = process.env["AUTH_SECRET"];
  if (shared) return shared;
  const path = inDataFolder("secret");
  return read(path) ?? make(path);
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  }
}

function make(path: string): string {
  makeDataFolder();
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
