import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Accounts } from "../../../packages/signet/src/accounts/contract.ts";
import type { Engine } from "../../../packages/signet/src/engine/api.ts";
import { parseOptions } from "../../../packages/signet/src/engine/config.ts";
import { createEngine } from "../../../packages/signet/src/engine/engine.ts";
import { isUnsupported } from "../../../packages/signet/src/errors.ts";
import { noData } from "../../../packages/signet/src/session/data.ts";
import type { AuthEvent } from "../../../packages/signet/src/sign-in/events.ts";
import type { SignInMethods } from "../../../packages/signet/src/sign-in/method.ts";
import { signInService } from "../../../packages/signet/src/sign-in/service/index.ts";
import type { Strategy } from "../../../packages/signet/src/strategy/contract.ts";

/** One server of an application with sign-in methods. */
export interface AppServer {
  readonly origin: string;
  readonly events: readonly AuthEvent[];
  /** Opens the endpoints. The address is known before, for the registration at the provider. */
  start(setting: AppSetting): void;
  /** Reads the session of cookies; the user id, or the status of the reading. */
  read(cookie: string): Promise<string>;
  stop(): Promise<void>;
}

export interface AppSetting {
  readonly strategy: Strategy;
  readonly accounts: Accounts;
  readonly methods: SignInMethods;
}

export async function openApp(): Promise<AppServer> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const events: AuthEvent[] = [];
  let engine: Pick<Engine<object, never>, "read"> | null = null;
  return {
    origin,
    events,
    start({ strategy, accounts, methods }) {
      const settings = parseOptions({
        strategy,
        secret: "a-secret-for-tests-of-providers-0123456789",
      });
      const { keys, cookieName, cookiePlaces, now, lifetime, operations } = settings;
      const created = createEngine(settings, noData);
      engine = created;
      const service = signInService({
        ...{ engine: created, keys, cookieName, cookiePlaces, now, accounts, methods },
        ...{
          trustProxy: false,
          origin,
          basePath: "/api/auth",
          sitePath: "",
          signInPath: "/sign-in",
        },
        hasStore: !isUnsupported(operations.directory),
        lifetime,
        sessionData: () => undefined,
        ...{ appName: "Shop", limiter: null },
        secondFactor: "if-set",
        signUp: "open",
        onEvent: (event) => void events.push(event),
        notify: null,
        recentWithin: 600_000,
      });
      server.on("request", async (request, response) => {
        const path = new URL(request.url ?? "/", origin).pathname.replace("/api/auth/", "");
        const answer = await service.answer(await toRequest(request, origin), path.split("/"));
        const { status, headers } = answer ?? new Response(null, { status: 404 });
        response.writeHead(status, [...headers].flat());
        response.end(await answer?.text());
      });
    },
    async read(cookie) {
      if (engine === null) throw new Error("The server has not started.");
      const reading = await engine.read({ cookie, host: new URL(origin).host });
      return reading.status === "active" ? reading.session.userId : reading.status;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function toRequest(request: IncomingMessage, origin: string): Promise<Request> {
  const { method = "GET", url = "/", headers } = request;
  const init = { method, headers: new Headers(Object.entries(headers).map(pair)) };
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request(new URL(url, origin), hasBody ? { ...init, body: await text(request) } : init);
}

function pair([name, value]: [string, string | string[] | undefined]): [string, string] {
  return [name, Array.isArray(value) ? value.join(", ") : (value ?? "")];
}
