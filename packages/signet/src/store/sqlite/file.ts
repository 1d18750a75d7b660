import { closeSync, mkdirSync, openSync, realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { type Held, hold, letGo } from "../shared/shared-handles.ts";
import { openDatabase } from "./open.ts";

declare global {
  /** The database files that are open in this process. */
  var signetAuthFiles: Map<string, Held<DatabaseSync>> | undefined;
}

/** A database file that is open. */
export interface OpenFile {
  readonly database: DatabaseSync;
  /** Whether there is another file in its place by now. */
  isReplaced(): boolean;
  /** Closes it, unless another store of this process uses it. */
  close(): void;
}

/**
 * Opens a database file, made on first use and readable by its owner alone, once in a process.
 *
 * @param path `":memory:"` opens one in memory, which nobody shares.
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
  const database = hold(all, key, () => openDatabase(path));
  return {
    database,
    isReplaced() {
      const now = keyOf(path);
      return now !== null && now !== key;
    },
    close: () => letGo(all, key)?.close(),
  };
}

/** Tells a file from another one at the same path; `null` where there is none that can be seen. */
function keyOf(path: string): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${realpathSync(path)} ${dev} ${ino}`;
  } catch {
    return null;
  }
}
