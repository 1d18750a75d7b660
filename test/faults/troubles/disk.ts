import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A small disk of its own, in memory. */
export interface Disk {
  readonly path: string;
  /** Leaves not a block free. */
  readonly fill: () => void;
  /** Frees what `fill` took. */
  readonly free: () => void;
  readonly remove: () => void;
}

/** Why there can be no small disk, or `null`. */
export function whyNoDisk(): string | null {
  const isRoot = process.getuid?.() === 0;
  return isRoot ? null : "only root can mount a small tmpfs to fill up";
}

/** Mounts an empty disk at a new folder of this path. Everybody may write to it. */
export function smallDisk(path: string, megabytes: number): Disk {
  mkdirSync(path);
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=1777`, "tmpfs", path]);
  const filler = join(path, "filler");
  return {
    path,
    fill() {
      const { bavail, bsize } = statfsSync(path);
      writeFileSync(filler, Buffer.alloc(bavail * bsize));
    },
    free: () => rmSync(filler, { force: true }),
    remove() {
      execFileSync("umount", ["-l", path]);
      rmSync(path, { recursive: true });
    },
  };
}
