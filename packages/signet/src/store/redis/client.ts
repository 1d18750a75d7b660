/** The part of `createClient()` of `redis` that the store uses. */
export interface RedisClient extends Connectable {
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
  readonly slots: readonly { readonly master: { readonly client?: unknown } }[];
}

export interface Connectable {
  readonly isOpen: boolean;
  readonly isReady: boolean;
  connect(): Promise<unknown>;
  /** Ends the connection at once; what had no answer fails. */
  destroy(): void;
  on(event: "error", listener: (error: Error) => void): unknown;
}

export interface SendOptions {
  /** A command that could not be sent after so many milliseconds is dropped. */
  readonly timeout?: number;
}

export function isCluster(client: RedisClient | RedisCluster): client is RedisCluster {
  return "slots" in client;
}
