import { randomInt } from "node:crypto";
import { once } from "node:events";
import { connect, createServer } from "node:net";

// Below the range of ephemeral ports. Otherwise an outgoing connection could take the port of a server
// that is about to start again.
const LOWEST = 20_000;
const HIGHEST = 32_000;
const given = new Set<number>();

/** Returns a port without a listener, and never the same port twice in one process. */
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

/** Resolves when a server listens on the port; rejects otherwise. */
export async function listening(port: number): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
  } finally {
    socket.destroy();
  }
}
