import { temporaryFolder } from "./folder.ts";
import { freePort, listening } from "./port.ts";
import { requireProgram } from "./program.ts";
import { type Server, startServer } from "./server.ts";

export interface Redis extends Server {
  readonly url: string;
}

/** Starts an empty Redis server without persistence. `config` adds settings: ["--maxmemory", "1mb"]. */
export async function startRedis(config: readonly string[] = []): Promise<Redis> {
  const folder = temporaryFolder("redis");
  const port = await freePort();
  const only = ["--bind", "127.0.0.1", "--port", String(port), "--dir", folder.path];
  const how = {
    program: requireProgram("redis"),
    args: [...only, "--save", "", "--appendonly", "no", ...config],
    ready: () => listening(port),
  };
  const server = await startServer(port, how, folder.remove);
  return { ...server, url: `redis://127.0.0.1:${port}` };
}
