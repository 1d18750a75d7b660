import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** What the way to a server does with what is sent on it. */
export type Way =
  | { readonly kind: "open" }
  /** Every answer comes so much later; milliseconds. */
  | { readonly kind: "slow"; readonly by: number }
  /** Nothing more is ever heard on a connection that this happened to, not even its end. */
  | { readonly kind: "silent" }
  /** Connections are broken, and new ones refused. */
  | { readonly kind: "refused" }
  /** Each connection breaks in the middle of an answer, once so many more bytes of it have come. */
  | { readonly kind: "cut"; readonly after: number };

/** Stands between an application and a server, and can stand in the way. */
export interface TcpProxy {
  readonly port: number;
  /** From now on, for connections that are there and for new ones. */
  readonly set: (way: Way) => Promise<void>;
  /** New connections go to the server on this port, as when a name is given another address; others stay. */
  readonly moveTo: (target: number) => void;
  readonly close: () => Promise<void>;
}

/** A way to the server that listens on this port of 127.0.0.1; open at first. */
export async function startProxy(firstTarget: number): Promise<TcpProxy> {
  let target = firstTarget;
  let way: Way = { kind: "open" };
  const pairs = new Set<Pair>();
  const server = createServer((client) => {
    const pair = join(client, connect(target, "127.0.0.1"), () => way);
    pairs.add(pair);
    client.on("close", () => pairs.delete(pair));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  async function stopListening(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    for (const pair of pairs) pair.end();
    await closed;
  }
  return {
    port,
    async set(next) {
      way = next;
      if (way.kind === "silent") for (const pair of pairs) pair.silence();
      if (way.kind === "refused") await stopListening();
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

/** Leads to another server at once: connections that are there are broken. */
export async function leadAll(proxy: TcpProxy, target: number): Promise<void> {
  await proxy.set({ kind: "refused" });
  proxy.moveTo(target);
  await proxy.set({ kind: "open" });
}

interface Pair {
  readonly silence: () => void;
  readonly end: () => void;
}

function join(client: Socket, server: Socket, wayNow: () => Way): Pair {
  const end = () => {
    client.destroy();
    server.destroy();
  };
  let silent = wayNow().kind === "silent";
  let heard = 0;
  /** What comes on time waits for what is late before it. */
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
    const way = wayNow();
    heard = way.kind === "cut" ? heard + bytes.length : 0;
    if (silent) return;
    if (way.kind === "slow" || waiting.length > 0) {
      waiting.push({ bytes, due: performance.now() + (way.kind === "slow" ? way.by : 0) });
      if (waiting.length === 1) passOn();
    } else if (way.kind === "cut" && heard > way.after) {
      client.end(bytes.subarray(0, Math.max(0, bytes.length - (heard - way.after))), end);
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
