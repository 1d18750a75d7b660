import { randomInt } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import getPort from "get-port";

// Below the ports that systems give to outgoing connections. Such a connection could otherwise hold
// the port of a server that is about to start again. Random, because several processes ask at once.
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** Returns a free port that this process was not given before. */
export function freePort(): Promise<number> {
  return getPort({ port: candidates(), host: "127.0.0.1", reserve: true });
}

function* candidates(): Generator<number> {
  for (;;) yield randomInt(LOWEST, HIGHEST);
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
