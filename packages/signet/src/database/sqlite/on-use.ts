import { countClient } from "../shared/client-count.ts";
import type { SqliteDatabase } from "./client.ts";
import { openFile } from "./file.ts";
import { waitingForOthers } from "./open.ts";

/** How often the library checks whether the path leads to another file; milliseconds. */
const CHECK_INTERVAL = 1_000;

/** The parts of a store that depend on its tables. */
export interface OnDatabase<Operations> {
  /** The name of the published function, such as `"sqliteStore"`. */
  readonly maker: string;
  /** Creates missing tables. */
  migrate(database: SqliteDatabase): void;
  /** Prepares the statements. */
  operationsOn(database: SqliteDatabase): Operations;
}

/** Operations on a database that opens on first use. */
export interface OnUse<Operations> {
  /** Returns the operations. Opens the database if it is not open. */
  operations(): Operations;
  /** Whether the application closed the database after its last use. */
  isClosed(): boolean;
  /**
   * Releases the file. The file closes unless another store of this process uses it. A handle of the
   * application stays open.
   */
  close(): void;
}

interface Opened<Operations> {
  readonly operations: Operations;
  isReplaced(): boolean;
  close(): void;
}

/** Returns operations on a database file or on a handle of the application. It opens on first use. */
export function onUse<Operations>(
  source: string | SqliteDatabase,
  parts: OnDatabase<Operations>,
): OnUse<Operations> {
  let opened: Opened<Operations> | null = null;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let isClosed = false;
  if (typeof source !== "string") countClient(source, fileOf(source), advice(parts.maker));

  function close(): void {
    opened?.close();
    opened = null;
  }

  return {
    operations() {
      isClosed = false;
      const now = performance.now();
      if (now - checkedAt > CHECK_INTERVAL) {
        checkedAt = now;
        // The path may lead to a restored backup or a new file. The open file is then out of date.
        if (opened?.isReplaced()) close();
      }
      opened ??= typeof source === "string" ? onFile(source, parts) : onHandle(source, parts);
      return opened.operations;
    },
    isClosed: () => isClosed,
    close() {
      close();
      isClosed = true;
    },
  };
}

function onFile<Operations>(
  path: string,
  { migrate, operationsOn }: OnDatabase<Operations>,
): Opened<Operations> {
  const file = openFile(path);
  try {
    // Another copy of the library, of an earlier release, may have opened the file.
    waitingForOthers(file.database, () => migrate(file.database));
    return { ...file, operations: operationsOn(file.database) };
  } catch (error) {
    file.close();
    throw error;
  }
}

function onHandle<Operations>(
  database: SqliteDatabase,
  { migrate, operationsOn }: OnDatabase<Operations>,
): Opened<Operations> {
  migrate(database);
  return { operations: operationsOn(database), isReplaced: () => false, close() {} };
}

function advice(maker: string): string {
  return `Give ${maker}() the path, which it opens once in a process. Or keep the handle: globalThis.database ??= new DatabaseSync(…).`;
}

/** Returns the path of a handle's file; `null` if there is no file or the handle does not report it. */
function fileOf(database: SqliteDatabase): string | null {
  const path = database.location?.() ?? database.name;
  return typeof path === "string" && path !== ":memory:" ? path : null;
}
