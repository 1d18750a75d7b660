import { join } from "node:path";
import { temporaryFolder } from "../harness/folder.ts";
import { startPostgres } from "../harness/postgres.ts";

export type TargetName = "sqlite" | "postgres";

/** A store to try, with the server it stands on. */
export interface Target {
  readonly name: TargetName;
  /** What `openStore` takes. */
  readonly address: string;
  /** A folder for logs, which goes with the target. */
  readonly folder: string;
  /** How it is set to keep what it acknowledged. */
  readonly durability: string;
  /** The server to kill and start again; `null` where the application process is the server. */
  readonly server: {
    readonly kill: () => Promise<void>;
    readonly start: () => Promise<void>;
  } | null;
  readonly stop: () => Promise<void>;
}

const LOSING_NOTHING = ["fsync=on", "synchronous_commit=on", "full_page_writes=on"].flatMap(
  (setting) => ["-c", setting],
);

const starters: Readonly<Record<TargetName, () => Promise<Target>>> = {
  async sqlite() {
    const folder = temporaryFolder("faults");
    return {
      name: "sqlite",
      address: `sqlite:${join(folder.path, "sessions.db")}`,
      folder: folder.path,
      durability: "journal_mode=WAL, synchronous=FULL",
      server: null,
      stop: async () => folder.remove(),
    };
  },

  async postgres() {
    const folder = temporaryFolder("faults");
    const server = await startPostgres(LOSING_NOTHING);
    return {
      name: "postgres",
      address: server.url,
      folder: folder.path,
      durability: "fsync=on, synchronous_commit=on, full_page_writes=on",
      server,
      async stop() {
        await server.stop();
        folder.remove();
      },
    };
  },
};

/** Starts what the store of this name stands on, empty and set to lose nothing it acknowledged. */
export function startTarget(name: TargetName): Promise<Target> {
  return starters[name]();
}
