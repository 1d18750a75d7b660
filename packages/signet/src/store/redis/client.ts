/** The part of `createClient()` of `redis` that the store uses. */
export interface RedisClient extends Connectable, RedisConnection {
  readonly options?: object | undefined;
  /** Another client, not connected, with the same options. */
  duplicate(): RedisClient;
  subscribe(channel: string, listener: () => void): Promise<unknown>;
  /** Its connection keeps no process alive. */
  unref(): void;
}

/** A client of one server. */
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
  /** By the number of the slot. */
  readonly slots: readonly { readonly master: RedisNode }[];
  readonly masters: readonly RedisNode[];
  /** The client of one of `masters`, connected. */
  nodeClient(node: object): Promise<RedisConnection>;
  duplicate(): RedisCluster;
  subscribe(channel: string, listener: () => void): Promise<unknown>;
  unsubscribe(channel: string, listener: () => void): Promise<unknown>;
}

/** A primary of a cluster. */
export interface RedisNode {
  readonly id: string;
  /** A new one is made where there is none. */
  client?: { destroy(): void } | undefined;
}

export interface Connectable {
  readonly isOpen: boolean;
  /** Not said by a cluster client of `redis` before 6.3. */
  readonly isReady?: boolean;
  connect(): Promise<unknown>;
  /** Ends the connection at once; what had no answer fails. */
  destroy(): void;
  on(event: "error", listener: (error: Error) => void): unknown;
  /** A client says `end`, and a cluster `disconnect`, when it has ended its connections. */
  on(event: "end" | "disconnect" | "ready", listener: () => void): unknown;
}

export interface SendOptions {
  /** A command that could not be sent after so many milliseconds is dropped. */
  readonly timeout?: number | undefined;
}

export function isCluster(client: RedisClient | RedisCluster): client is RedisCluster {
  return "slots" in client;
}
