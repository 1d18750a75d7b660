import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { getIronSession } from "iron-session-8";

interface SessionData {
  username?: string;
  isLoggedIn?: boolean;
  counter?: number;
}

export interface Iron8Server {
  readonly url: string;
  readonly stop: () => void;
}

/**
 * Starts a server on iron-session 8 with the cookie and the password of /iron/handler of
 * test/peer-app/app-router. It answers at /iron/handler/session as that app does.
 */
export async function startIron8Server(): Promise<Iron8Server> {
  const server = createServer(async (request, response) => {
    const session = await getIronSession<SessionData>(request, response, {
      password: "complex_password_at_least_32_characters_long",
      cookieName: "iron-examples-handler",
      ttl: 3600,
      cookieOptions: { sameSite: "strict" },
    });
    if (request.method === "POST") {
      session.username = await usernameOf(request);
      session.isLoggedIn = true;
      session.counter = 0;
      await session.save();
    } else if (request.method === "PATCH") {
      session.counter = (session.counter ?? 0) + 1;
      await session.save();
    } else if (request.method === "DELETE") {
      session.destroy();
    }
    const nobody = { username: "", isLoggedIn: false, counter: 0 };
    response.setHeader("content-type", "application/json");
    response.setHeader("x-served-by", "iron-session 8");
    response.end(JSON.stringify(session.isLoggedIn ? session : nobody));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function usernameOf(request: IncomingMessage): Promise<string> {
  const body: unknown = await json(request);
  return typeof body === "object" && body !== null && "username" in body
    ? String(body.username)
    : "No username";
}
