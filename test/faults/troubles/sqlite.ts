import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { temporaryFolder } from "../../harness/folder.ts";
import { onSmallDisk, whyNoDisk } from "./disk.ts";
import type { Trouble, Troubles } from "./trouble.ts";

const DISK_MEGABYTES = 4;

/** A file that another process writes to without end, and a disk with no room. */
export function sqliteTroubles(): Troubles {
  const why = whyNoDisk();
  return why === null
    ? { troubles: [locked, diskFull], untried: [] }
    : { troubles: [locked], untried: [`disk full: ${why}`] };
}

async function locked(): Promise<Trouble> {
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

function diskFull(): Promise<Trouble> {
  return onSmallDisk(DISK_MEGABYTES, async (disk) => ({
    address: `sqlite:${join(disk.path, "sessions.db")}`,
    faults: [{ name: "disk full", begin: async () => disk.fill(), end: async () => disk.free() }],
    stop: async () => {},
  }));
}
