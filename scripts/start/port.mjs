import { once } from "node:events";
import { createServer } from "node:net";
import { Stop } from "../shared/stop.mjs";

const DEFAULT_PORT = 3000;
// The Lab listens on all addresses. Another program can listen on the loopback address alone.
const HOSTS = [undefined, "127.0.0.1"];

/**
 * Returns the port of the Lab from the text of PORT; 3000 when the text is empty. Throws for other text.
 */
export function portFrom(text = "") {
  if (text === "") return DEFAULT_PORT;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new Stop(
    `PORT is ${JSON.stringify(text)}. A port is a whole number from 1 to 65535. Try \`PORT=3001 npm start\`.`,
  );
}

/** Throws when this process cannot listen on a port. */
export async function requireFree(port) {
  for (const host of HOSTS) {
    const server = createServer();
    try {
      await once(server.listen(port, host), "listening");
    } catch (error) {
      throw new Stop(messageFor(error, port));
    }
    server.close();
    await once(server, "close");
  }
}

function messageFor(error, port) {
  const other = port === 65_535 ? DEFAULT_PORT : port + 1;
  if (error.code === "EADDRINUSE") {
    return `Port ${port} is in use by another program. Stop that program, or choose another port with \`PORT=${other} npm start\`.`;
  }
  if (error.code === "EACCES") {
    return `Port ${port} is not allowed for this user. Choose a port from 1024 to 65535, for example \`PORT=${DEFAULT_PORT} npm start\`.`;
  }
  return `Cannot listen on port ${port} (${error.code}). Choose another port with \`PORT=${other} npm start\`.`;
}
