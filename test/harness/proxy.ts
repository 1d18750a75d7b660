import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** The state of the network between a client and a server. */
export type ProxyMode =
  | { readonly kind: "open" }
  /** Each response is delayed by this time; milliseconds. */
  | { readonly kind: "slow"; readonly by: number }
  /** Present connections never deliver anything again, not even their end. */
  | { readonly kind: "silent" }
  /** Present connections are closed, and new ones are refused. */
  | { readonly kind: "refused" }
  /** Each connection is closed after this many more bytes from the server. */
  | { readonly kind: "cut"; readonly after: number };

/** A TCP proxy between an application and a server that can inject network faults. */
export interface TcpProxy {
  readonly port: number;
  /** Sets the mode of present and new connections. */
  readonly set: (mode: ProxyMode) => Promise<void>;
  /** Leads new connections to the server on this port, as a change of DNS does. Others stay. */
  readonly moveTo: (target: number) => void;
  readonly close: () => Promise<void>;
}

/** Starts a proxy to the server on this port of 127.0.0.1. Its first mode is `open`. */
export async function startProxy(firstTarget: number): Promise<TcpProxy> {
  let target = firstTarget;
  let mode: ProxyMode = { kind: "open" };
  const connections = new Set<Connection>();
  const server = createServer((client) => {
    const connection = join(client, connect(target, "127.0.0.1"), () => mode);
    connections.add(connection);
    client.on("close", () => connections.delete(connection));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  async function stopListening(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    for (const connection of connections) connection.end();
    await closed;
  }
  return {
    port,
    async set(next) {
      mode = next;
      if (mode.kind === "silent") for (const connection of connections) connection.silence();
      if (mode.kind === "refused") await stopListening();
      else if (!server.listening) {
        server.listen(port, "127.0.0.1");
        await once(server, "listening");
      }
    },
    moveTo(next) {
      target = next;
    },
    close: stopListening,
  };
}

/** Leads the proxy to another server, and closes the present connections. */
export async function redirectAll(proxy: TcpProxy, target: number): Promise<void> {
  await proxy.set({ kind: "refused" });
  proxy.moveTo(target);
  await proxy.set({ kind: "open" });
}

/** A client's socket and the socket to the server. */
interface Connection {
  readonly silence: () => void;
  readonly end: () => void;
}

function join(client: Socket, server: Socket, currentMode: () => ProxyMode): Connection {
  const end = () => {
    client.destroy();
    server.destroy();
  };
  let silent = currentMode().kind === "silent";
  /** Bytes from the server in mode `cut`. */
  let received = 0;
  /** Delayed data. Later data waits behind it, so the order stays. */
  const waiting: { readonly bytes: Buffer; readonly due: number }[] = [];
  function passOn(): void {
    const [first] = waiting;
    if (first === undefined || client.destroyed) return;
    const wait = Math.max(0, first.due - performance.now());
    setTimeout(() => {
      if (!client.destroyed) client.write(first.bytes);
      waiting.shift();
      passOn();
    }, wait);
  }
  for (const socket of [client, server]) {
    socket.setNoDelay(true);
    socket.on("error", end);
    socket.on("close", () => {
      if (!silent) end();
    });
  }
  client.on("data", (bytes) => {
    if (!silent) server.write(bytes);
  });
  server.on("data", (bytes) => {
    const mode = currentMode();
    received = mode.kind === "cut" ? received + bytes.length : 0;
    if (silent) return;
    if (mode.kind === "slow" || waiting.length > 0) {
      waiting.push({ bytes, due: performance.now() + (mode.kind === "slow" ? mode.by : 0) });
      if (waiting.length === 1) passOn();
    } else if (mode.kind === "cut" && received > mode.after) {
      client.end(bytes.subarray(0, Math.max(0, bytes.length - (received - mode.after))), end);
    } else {
      client.write(bytes);
    }
  });
  return {
    end,
    silence() {
      silent = true;
    },
  };
}
