import { closeSync, mkdirSync, openSync, realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { acquire, release, type SharedHandle } from "../shared/shared-handles.ts";
import { openDatabase } from "./open.ts";

declare global {
  /** The open database files of this process. */
  var signetAuthFiles: Map<string, SharedHandle<DatabaseSync>> | undefined;
}

/** An open database file. */
export interface OpenFile {
  readonly database: DatabaseSync;
  /** Checks whether the path now leads to another file, such as a restored backup. */
  isReplaced(): boolean;
  /** Closes the file, unless another store of this process uses it. */
  close(): void;
}

/**
 * Opens a database file, once in a process. Creates the file and its folder if they are missing. Only the
 * owner can read a new file (mode 0600).
 *
 * @param path The path of the file. `":memory:"` opens a database in memory, which is never shared.
 */
export function openFile(path: string): OpenFile {
  if (path === ":memory:") {
    const database = openDatabase(path);
    return { database, isReplaced: () => false, close: () => database.close() };
  }
  mkdirSync(dirname(path), { recursive: true });
  closeSync(openSync(path, "a", 0o600));
  globalThis.signetAuthFiles ??= new Map();
  const all = globalThis.signetAuthFiles;
  const key = keyOf(path) ?? path;
  const database = acquire(all, key, () => openDatabase(path));
  return {
    database,
    isReplaced() {
      const now = keyOf(path);
      return now !== null && now !== key;
    },
    close: () => release(all, key)?.close(),
  };
}

/** Identifies the file at a path by real path, device and inode. Returns `null` if there is no accessible file. */
function keyOf(path: string): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${realpathSync(path)} ${dev} ${ino}`;
  } catch {
    return null;
  }
}
