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
  /** Kills it and starts it as a standby that follows nobody. */
  readonly demote: () => Promise<void>;
}

const USER = "signet";
/** How long the processes of a killed server may take to end; milliseconds. */
const PATIENCE = 10_000;
// Nothing has to survive a power cut, unless the test is about that.
const HASTY = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"];

export interface PostgresChoice {
  /** Writes as a server does that has not been told otherwise: what it acknowledges is on the disk. */
  readonly durable?: boolean;
  /** The folder its data go into, if not among the system's temporary files. */
  readonly within?: string;
}

/** A PostgreSQL of its own, with an empty database. `settings` adds more, e.g. ["-c", "max_connections=20"]. */
export function startPostgres(
  settings: readonly string[] = [],
  choice: PostgresChoice = {},
): Promise<Postgres> {
  const initdb = ["-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"];
  return startOn(["initdb", ...initdb], settings, choice);
}

/** A standby that follows this server. */
export function startStandby(primary: Postgres): Promise<Postgres> {
  const copy = ["-d", primary.url, "-R", "-X", "stream", "-c", "fast", "--no-sync"];
  return startOn(["pg_basebackup", ...copy], [], {});
}

/** @param maker what makes its data, and how. */
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
  const haste = durable ? [] : HASTY;
  const [program, ...args] = asPostgres(postgres, [...place, ...haste, ...settings]);
  const how = {
    program,
    args,
    cwd: folder.path,
    stopSignal: "SIGINT" as const, // "fast shutdown": does not wait for clients that are still connected
    // Its port opens a moment earlier, and connections made then are turned away.
    ready: async (said: string) => assert.match(said, /ready to accept (read-only )?connections/),
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

/** `null` where it has ended by itself. */
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

/** One that works would go on until it next waits for something. */
function endAtOnce(worker: number): void {
  try {
    process.kill(worker, "SIGKILL");
  } catch {
    // It had noticed already.
  }
}

/** What a killed server leaves ends a moment later, and until then no other may have its memory. */
async function onceFree(start: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + PATIENCE;
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

/** PostgreSQL refuses to run as root: as root, it runs as the user its package made. */
function asPostgres(program: string, args: readonly string[]): [string, ...string[]] {
  if (!isRoot) return [program, ...args];
  return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", program, ...args];
}

function idOf(flag: "-u" | "-g"): number {
  return Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
}
