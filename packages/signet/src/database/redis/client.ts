/** The part of `createClient()` of `redis` that the store uses. */
export interface RedisClient extends Connectable, RedisConnection {
  readonly options?: object | undefined;
  /** Returns another client with the same options. It is not connected. */
  duplicate(): RedisClient;
  subscribe(channel: string, listener: () => void): Promise<unknown>;
  /** Lets the process exit while the connection is open. */
  unref(): void;
}

/** A connection to one server. */
export interface RedisConnection {
  sendCommand(args: string[], options?: SendOptions): Promise<unknown>;
}

/** The part of `createCluster()` of `redis` that the store uses. */
export interface RedisCluster extends Connectable {
  sendCommand(
    firstKey: string,
    isReadonly: boolean,
    args: string[],
    options?: SendOptions,
  ): Promise<unknown>;
  /** The primary of each slot, by slot number. */
  readonly slots: readonly { readonly master: RedisNode }[];
  readonly masters: readonly RedisNode[];
  /** Returns the connected client of one of `masters`. */
  nodeClient(node: object): Promise<RedisConnection>;
  duplicate(): RedisCluster;
  subscribe(channel: string, listener: () => void): Promise<unknown>;
  unsubscribe(channel: string, listener: () => void): Promise<unknown>;
}

/** A primary of a cluster. */
export interface RedisNode {
  readonly id: string;
  /** The client of the node. The cluster creates a new one if it is missing. */
  client?: { destroy(): void } | undefined;
}

/** The connection state that single clients and cluster clients have in common. */
export interface Connectable {
  readonly isOpen: boolean;
  /** Missing in the cluster client of `redis` before 6.3. */
  readonly isReady?: boolean;
  connect(): Promise<unknown>;
  /** Closes the connection at once. Commands without an answer reject. */
  destroy(): void;
  on(event: "error", listener: (error: Error) => void): unknown;
  /** Listens for the closing of all connections: a client emits `end`, a cluster client `disconnect`. */
  on(event: "end" | "disconnect" | "ready", listener: () => void): unknown;
}

/** Options of one command. */
export interface SendOptions {
  /** How long a command may wait before it is sent, in milliseconds. Then it rejects. */
  readonly timeout?: number | undefined;
}

/** Checks whether a client is a cluster client. */
export function isCluster(client: RedisClient | RedisCluster): client is RedisCluster {
  return "slots" in client;
}
