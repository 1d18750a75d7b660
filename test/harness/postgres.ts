import assert from "node:assert";
import { execFileSync } from "node:child_process";
import { chownSync, existsSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "./folder.ts";
import { freePort } from "./port.ts";
import { requireProgram } from "./program.ts";
import { type Server, startServer } from "./server.ts";

export interface Postgres extends Server {
  readonly url: string;
  /** Kills the server and starts it as a standby without a primary. */
  readonly demote: () => Promise<void>;
}

const USER = "signet";
/** The longest wait for the processes of a killed server to end; milliseconds. */
const TIMEOUT = 10_000;
// Faster, and safe unless a test checks durability.
const NOT_DURABLE = [
  "-c",
  "fsync=off",
  "-c",
  "synchronous_commit=off",
  "-c",
  "full_page_writes=off",
];

export interface PostgresChoice {
  /** Keeps the durable default settings of PostgreSQL: acknowledged writes are on the disk. */
  readonly durable?: boolean;
  /** The parent of the data folder. Default: the system's temporary folder. */
  readonly within?: string;
}

/** Starts a PostgreSQL server with an empty database. `settings` adds arguments: ["-c", "max_connections=20"]. */
export function startPostgres(
  settings: readonly string[] = [],
  choice: PostgresChoice = {},
): Promise<Postgres> {
  const initdb = ["-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"];
  return startOn(["initdb", ...initdb], settings, choice);
}

/** Starts a standby that follows this server. */
export function startStandby(primary: Postgres): Promise<Postgres> {
  const copy = ["-d", primary.url, "-R", "-X", "stream", "-c", "fast", "--no-sync"];
  return startOn(["pg_basebackup", ...copy], [], {});
}

/** @param maker the program that creates the data folder, and its arguments */
async function startOn(
  [maker, ...makerArgs]: readonly [string, ...string[]],
  settings: readonly string[],
  { durable = false, within }: PostgresChoice,
): Promise<Postgres> {
  const postgres = realpathSync(requireProgram("postgres"));
  const folder = temporaryFolder("postgres", within);
  const data = join(folder.path, "data");
  const port = await freePort();
  if (isRoot) chownSync(folder.path, idOf("-u"), idOf("-g"));

  const [make, ...makeArgs] = asPostgres(join(dirname(postgres), maker), [
    ...makerArgs,
    "-D",
    data,
  ]);
  execFileSync(make, makeArgs, { stdio: "pipe", cwd: folder.path });

  const place = ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", folder.path];
  const durability = durable ? [] : NOT_DURABLE;
  const [program, ...args] = asPostgres(postgres, [...place, ...durability, ...settings]);
  const how = {
    program,
    args,
    cwd: folder.path,
    stopSignal: "SIGINT" as const, // "fast shutdown": does not wait for clients that are still connected
    // The port opens a moment earlier, but the server rejects connections then.
    ready: async (output: string) =>
      assert.match(output, /ready to accept (read-only )?connections/),
  };
  const server = await startServer(port, how, folder.remove);
  const start = () => onceFree(server.start);

  async function kill(): Promise<void> {
    const postmaster = postmasterOf(data);
    const workers = postmaster === null ? [] : childrenOf(postmaster);
    await server.kill();
    workers.forEach(endAtOnce);
  }

  return {
    ...server,
    url: `postgres://${USER}@127.0.0.1:${port}/postgres`,
    kill,
    start,
    async demote() {
      await kill();
      writeFileSync(join(data, "standby.signal"), "");
      await start();
    },
  };
}

/** Returns the process id of the server; `null` when the server has ended by itself. */
function postmasterOf(data: string): number | null {
  const file = join(data, "postmaster.pid");
  return existsSync(file) ? Number.parseInt(readFileSync(file, "utf8"), 10) : null;
}

function childrenOf(parent: number): number[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).split("\n");
  return lines
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([child, of]) => (child !== undefined && of === parent ? [child] : []));
}

/** Kills a worker process. Without this, a busy worker goes on until it next waits for input. */
function endAtOnce(worker: number): void {
  try {
    process.kill(worker, "SIGKILL");
  } catch {
    // It has already ended.
  }
}

/** Starts a server again after the processes of the killed one have released their shared memory. */
async function onceFree(start: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + TIMEOUT;
  for (;;) {
    try {
      return await start();
    } catch (error) {
      const taken = String(error).includes("pre-existing shared memory block");
      if (!taken || Date.now() > deadline) throw error;
    }
  }
}

const isRoot = process.getuid?.() === 0;

/** Runs a program as the system user `postgres` when this is root, because PostgreSQL refuses root. */
function asPostgres(program: string, args: readonly string[]): [string, ...string[]] {
  if (!isRoot) return [program, ...args];
  return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", program, ...args];
}

function idOf(flag: "-u" | "-g"): number {
  return Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
}
