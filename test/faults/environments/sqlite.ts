import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { temporaryFolder } from "../../harness/folder.ts";
import { onSmallDisk, whyNoDisk } from "./disk.ts";
import type { Environment, Environments } from "./environment.ts";

const DISK_MEGABYTES = 4;

/** Returns the environments of SQLite: a lock held by another connection, and a full disk. */
export function sqliteEnvironments(): Environments {
  const why = whyNoDisk();
  return why === null
    ? { environments: [locked, diskFull], untried: [] }
    : { environments: [locked], untried: [`disk full: ${why}`] };
}

async function locked(): Promise<Environment> {
  const folder = temporaryFolder("locked");
  const path = join(folder.path, "sessions.db");
  const other = new DatabaseSync(path);
  return {
    address: `sqlite:${path}`,
    faults: [
      {
        name: "locked by another writer",
        begin: async () => other.exec("BEGIN IMMEDIATE"),
        end: async () => other.exec("ROLLBACK"),
      },
    ],
    async stop() {
      other.close();
      folder.remove();
    },
  };
}

function diskFull(): Promise<Environment> {
  return onSmallDisk(DISK_MEGABYTES, async (disk) => ({
    address: `sqlite:${join(disk.path, "sessions.db")}`,
    faults: [{ name: "disk full", begin: async () => disk.fill(), end: async () => disk.free() }],
    stop: async () => {},
  }));
}
