import { temporaryFolder } from "./folder.ts";
import { freePort, listening } from "./port.ts";
import { launch, type Running } from "./process.ts";
import { requireProgram } from "./program.ts";

export interface Redis extends Running {
  readonly url: string;
  readonly port: number;
}

/** A Redis of its own, empty, that keeps nothing. `config` adds settings, e.g. ["--maxmemory", "1mb"]. */
export async function startRedis(config: readonly string[] = []): Promise<Redis> {
  const folder = temporaryFolder("redis");
  const port = await freePort();
  const only = ["--bind", "127.0.0.1", "--port", String(port), "--dir", folder.path];
  const running = await launch({
    program: requireProgram("redis"),
    args: [...only, "--save", "", "--appendonly", "no", ...config],
    ready: () => listening(port),
    cleanUp: folder.remove,
  });
  return { ...running, url: `redis://127.0.0.1:${port}`, port };
}
