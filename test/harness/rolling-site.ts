import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
  request as send,
} from "node:http";
import type { AddressInfo } from "node:net";

/** One address with several servers behind it, of which one answers: a rolling deployment, step by step. */
export interface RollingSite {
  readonly url: string;
  /** Sends all later requests to the server at this address. A request that has begun ends where it began. */
  readonly switchTo: (server: string) => void;
  readonly close: () => void;
}

/** Opens an address. Before the first switch it answers nothing but errors. */
export async function openRollingSite(): Promise<RollingSite> {
  let current = "";
  const known = new Set<string>();
  const proxy = createServer((request, response) => {
    // As a CDN does, the address has the static files of all builds.
    const isFile = request.url?.startsWith("/_next/static/");
    const servers = isFile ? [current, ...known] : [current];
    forward(request, response, servers);
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const { port } = proxy.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    switchTo(server) {
      known.add(server);
      current = server;
    },
    close() {
      proxy.close();
      proxy.closeAllConnections();
    },
  };
}

/** Sends a request to the first server, and to the next one when the first has no such file. */
function forward(request: IncomingMessage, response: ServerResponse, servers: string[]): void {
  const [server = "", ...others] = servers;
  const { method, headers, url = "/" } = request;
  const { port } = new URL(server);
  // The first address of localhost can be one of IPv6, and the servers on iron-session 8 have none.
  const forwarded = send({ host: "127.0.0.1", port, path: url, method, headers }, (answer) => {
    if (answer.statusCode === 404 && others.length > 0) {
      answer.resume();
      forward(request, response, others);
      return;
    }
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(response);
  });
  forwarded.on("error", () => response.destroy());
  response.on("close", () => forwarded.destroy());
  request.pipe(forwarded);
}
