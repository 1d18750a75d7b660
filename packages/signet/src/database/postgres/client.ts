/** The part of a `Pool` of `pg` that the store uses. */
export interface PostgresPool {
  /** Runs a statement. After an error the pool must discard the connection, as `pg` does. */
  query(query: PostgresQuery): Promise<PostgresResult>;
  on(event: "error", listener: (error: Error) => void): unknown;
  listenerCount(event: "error"): number;
  readonly options: {
    /** How long the pool waits for a new connection; milliseconds. */
    connectionTimeoutMillis?: number | undefined;
    readonly connectionString?: string | undefined;
    readonly host?: string | undefined;
    readonly port?: number | undefined;
    readonly database?: string | undefined;
  };
  readonly ended?: boolean;
  /** The class of the pool's connections. Without this class the store receives no hints. */
  readonly Client?: new (
    options: PostgresPool["options"],
  ) => PostgresListener;
}

/** The part of a `Client` of `pg` that the store uses to receive hints. */
export interface PostgresListener {
  connect(): Promise<unknown>;
  query(text: string): Promise<unknown>;
  on(event: "error" | "end" | "notification", listener: () => void): unknown;
  end(): Promise<void>;
  unref(): void;
}

/** A statement for {@link PostgresPool.query}. */
export interface PostgresQuery {
  /** The name of the prepared statement. Each connection prepares the text once. */
  readonly name?: string;
  readonly text: string;
  readonly values?: PostgresValue[];
  /** How long `pg` waits for an answer, in milliseconds. Then `pg` rejects and the pool discards the connection. */
  readonly query_timeout: number;
}

/** A value of a statement's parameter. */
export type PostgresValue = string | number | Uint8Array | null;

/** The answer to a {@link PostgresQuery}. */
export interface PostgresResult {
  readonly rows: readonly unknown[];
  readonly rowCount: number | null;
}
