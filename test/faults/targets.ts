import { join } from "node:path";
import { temporaryFolder } from "../harness/folder.ts";

export type TargetName = "sqlite";

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
};

/** Starts what the store of this name stands on, empty and set to lose nothing it acknowledged. */
export function startTarget(name: TargetName): Promise<Target> {
  return starters[name]();
}
