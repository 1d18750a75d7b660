import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./folder.ts";
import { freePort, listening } from "./port.ts";
import type { Postgres } from "./postgres.ts";
import { requireProgram } from "./program.ts";
import { type Server, startServer } from "./server.ts";

export interface Pgbouncer extends Server {
  readonly url: string;
}

/** Starts PgBouncer in transaction mode in front of PostgreSQL, with `connections` connections to it. */
export async function startPgbouncer(postgres: Postgres, connections: number): Promise<Pgbouncer> {
  const folder = temporaryFolder("pgbouncer");
  const config = join(folder.path, "pgbouncer.ini");
  const port = await freePort();
  const { hostname, port: serverPort, username, pathname } = new URL(postgres.url);
  writeFileSync(
    config,
    `[databases]
* = host=${hostname} port=${serverPort} user=${username}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${connections}
`,
  );
  const how = {
    program: requireProgram("pgbouncer"),
    // PgBouncer refuses to run as root.
    args: [...(process.getuid?.() === 0 ? ["--user", "nobody"] : []), config],
    ready: () => listening(port),
  };
  const server = await startServer(port, how, folder.remove);
  return { ...server, url: `postgres://${username}@127.0.0.1:${port}${pathname}` };
}
