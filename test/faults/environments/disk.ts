import { execFileSync } from "node:child_process";
import { rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../harness/folder.ts";
import type { Environment } from "./environment.ts";

/** A small disk in memory (tmpfs). */
export interface Disk {
  readonly path: string;
  /** Fills the disk completely. */
  readonly fill: () => void;
  /** Frees the space that `fill` took. */
  readonly free: () => void;
}

/** Returns why this process cannot mount a small disk; `null` when it can. */
export function whyNoDisk(): string | null {
  const isRoot = process.getuid?.() === 0;
  return isRoot ? null : "only root can mount a small tmpfs to fill up";
}

/** Mounts an empty disk that every user may write to, and starts an environment on it. */
export async function onSmallDisk(
  megabytes: number,
  start: (disk: Disk) => Promise<Environment>,
): Promise<Environment> {
  const { path, remove } = temporaryFolder("disk");
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=1777`, "tmpfs", path]);
  const drop = () => {
    execFileSync("umount", ["-l", path]);
    remove();
  };
  const filler = join(path, "filler");
  const fill = () => {
    const { bavail, bsize } = statfsSync(path);
    writeFileSync(filler, Buffer.alloc(bavail * bsize));
  };
  try {
    const environment = await start({ path, fill, free: () => rmSync(filler, { force: true }) });
    return { ...environment, stop: () => environment.stop().finally(drop) };
  } catch (error) {
    drop();
    throw error;
  }
}
