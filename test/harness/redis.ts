import { temporaryFolder } from "./folder.ts";
import { freePort, listening } from "./port.ts";
import { launch } from "./process.ts";
import { requireProgram } from "./program.ts";

export interface Redis {
  readonly url: string;
  readonly port: number;
  readonly output: () => string;
  readonly stop: () => Promise<void>;
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
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    output: running.output,
    async stop() {
      await running.stop();
      folder.remove();
    },
  };
}
