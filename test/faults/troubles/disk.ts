import { execFileSync } from "node:child_process";
import { rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../harness/folder.ts";
import type { Trouble } from "./trouble.ts";

/** A small disk of its own, in memory. */
export interface Disk {
  readonly path: string;
  /** Leaves not a block free. */
  readonly fill: () => void;
  /** Frees what `fill` took. */
  readonly free: () => void;
}

/** Why there can be no small disk, or `null`. */
export function whyNoDisk(): string | null {
  const isRoot = process.getuid?.() === 0;
  return isRoot ? null : "only root can mount a small tmpfs to fill up";
}

/** Mounts an empty disk that everybody may write to, for a trouble that stands on it. */
export async function onSmallDisk(
  megabytes: number,
  start: (disk: Disk) => Promise<Trouble>,
): Promise<Trouble> {
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
    const trouble = await start({ path, fill, free: () => rmSync(filler, { force: true }) });
    return { ...trouble, stop: () => trouble.stop().finally(drop) };
  } catch (error) {
    drop();
    throw error;
  }
}
