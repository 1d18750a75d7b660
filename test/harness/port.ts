import { randomInt } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import getPort from "get-port";

// Below the range of ephemeral ports. Otherwise an outgoing connection could take the port of a server
// that is about to start again. Random, because several processes ask at the same time.
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** Returns a free port that this process was not given before. */
export function freePort(): Promise<number> {
  return getPort({ port: candidates(), host: "127.0.0.1", reserve: true });
}

function* candidates(): Generator<number> {
  for (;;) yield randomInt(LOWEST, HIGHEST);
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
