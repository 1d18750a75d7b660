import { randomInt } from "node:crypto";
import { once } from "node:events";
import { connect, createServer } from "node:net";

// Below the ports that systems give to outgoing connections, one of which could otherwise hold the
// port of a server that is about to start again.
const LOWEST = 20_000;
const HIGHEST = 32_000;
const given = new Set<number>();

/** A port nobody listens on at this moment, and that this process was not given before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** Rejects unless something listens on the port. */
export async function listening(port: number): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
  } finally {
    socket.destroy();
  }
}
