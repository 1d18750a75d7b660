/** The part of a `Pool` of `pg` that the store uses. */
export interface PostgresPool {
  /** On an error the connection is dropped, as `pg` does it, so that nothing half done comes back. */
  query(query: PostgresQuery): Promise<PostgresResult>;
  on(event: "error", listener: (error: Error) => void): unknown;
  listenerCount(event: "error"): number;
  /** Milliseconds. */
  readonly options: {
    connectionTimeoutMillis?: number | undefined;
    readonly connectionString?: string | undefined;
    readonly host?: string | undefined;
    readonly port?: number | undefined;
    readonly database?: string | undefined;
  };
  readonly ended?: boolean;
  /** What the pool makes its connections with; without it no hints are heard. */
  readonly Client?: new (
    options: PostgresPool["options"],
  ) => PostgresListener;
}

/** The part of a `Client` of `pg` that listens for hints. */
export interface PostgresListener {
  connect(): Promise<unknown>;
  query(text: string): Promise<unknown>;
  on(event: "error" | "end" | "notification", listener: () => void): unknown;
  end(): Promise<void>;
  unref(): void;
}

export interface PostgresQuery {
  /** Prepares the text under this name, once a connection. */
  readonly name?: string;
  readonly text: string;
  readonly values?: PostgresValue[];
  /** Milliseconds without an answer after which `pg` rejects and the pool drops the connection. */
  readonly query_timeout: number;
}

export type PostgresValue = string | number | Uint8Array | null;

export interface PostgresResult {
  readonly rows: readonly unknown[];
  readonly rowCount: number | null;
}
