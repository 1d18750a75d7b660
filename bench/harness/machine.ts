import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { cpus, loadavg, release, totalmem, type } from "node:os";

/** The machine and the versions of a measurement. */
export interface Machine {
  readonly date: string;
  readonly commit: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memory: string;
  readonly system: string;
  /** The load average of the minute before the measurement. */
  readonly load: number;
  readonly versions: Readonly<Record<string, string>>;
}

export function describeMachine(): Machine {
  const [cpu] = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: commit(),
    cpu: cpu?.model ?? "unknown",
    cores: cpus().length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${type()} ${release()} ${process.arch}`,
    load: loadavg()[0] ?? 0,
    versions: { ...engine(), ...packages() },
  };
}

/** Returns the commit, and notes uncommitted changes of the library. */
function commit(): string {
  try {
    const changed = git("status", "--porcelain", "--", "../packages/signet/src") !== "";
    return git("rev-parse", "--short=12", "HEAD") + (changed ? " and uncommitted changes" : "");
  } catch {
    return "unknown";
  }
}

function git(...args: string[]): string {
  const folder = new URL("..", import.meta.url);
  return execFileSync("git", args, { cwd: folder, encoding: "utf8" }).trim();
}

function engine(): Record<string, string> {
  const { node, v8 = "", openssl = "", sqlite = "" } = process.versions;
  return { node, v8, openssl, sqlite };
}

/** Returns the installed versions of the dependencies in bench/package.json. */
function packages(): Record<string, string> {
  const { dependencies } = readManifest("..");
  const names = Object.keys(dependencies ?? {});
  return Object.fromEntries(names.map((name) => [name, readManifest(name).version ?? "unknown"]));
}

interface Manifest {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

function readManifest(name: string): Manifest {
  const path = findPackageJSON(name, import.meta.url);
  if (path === undefined) throw new Error(`${name} is not installed: run npm install.`);
  return JSON.parse(readFileSync(path, "utf8"));
}
