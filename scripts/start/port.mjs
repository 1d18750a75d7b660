import { once } from "node:events";
import { createServer } from "node:net";
import { Stop } from "../shared/stop.mjs";

const DEFAULT_PORT = 3000;
// All addresses, as the Lab will listen; and loopback by itself, which another program may hold.
const HOSTS = [undefined, "127.0.0.1"];

/** The port to serve on: PORT, or 3000. */
export function portFrom(text = "") {
  if (text === "") return DEFAULT_PORT;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new Stop(
    `PORT is ${JSON.stringify(text)}, and a port is a whole number from 1 to 65535: try \`PORT=3001 npm start\`.`,
  );
}

export async function requireFree(port) {
  for (const host of HOSTS) {
    const server = createServer();
    try {
      await once(server.listen(port, host), "listening");
    } catch (error) {
      throw new Stop(sentenceFor(error, port));
    }
    server.close();
    await once(server, "close");
  }
}

function sentenceFor(error, port) {
  const other = port === 65_535 ? DEFAULT_PORT : port + 1;
  if (error.code === "EADDRINUSE") {
    return `Port ${port} is in use by another program: stop that program, or choose another port with \`PORT=${other} npm start\`.`;
  }
  if (error.code === "EACCES") {
    return `Port ${port} is not open to this user: choose one from 1024 up, such as \`PORT=${DEFAULT_PORT} npm start\`.`;
  }
  return `Cannot listen on port ${port} (${error.code}): choose another port with \`PORT=${other} npm start\`.`;
}
