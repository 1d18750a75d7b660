/** The part of `pg` that the store uses. */
export interface PostgresPool {
  query(query: PostgresQuery): Promise<PostgresResult>;
  connect(): Promise<PostgresConnection>;
  on(event: "error", listener: (error: Error) => void): unknown;
}

export interface PostgresConnection {
  query(query: PostgresQuery): Promise<PostgresResult>;
  /** Gives the connection back; with `true` it is closed instead. */
  release(destroy?: boolean): void;
}

export interface PostgresQuery {
  /** Under this name the server keeps the statement prepared. */
  readonly name?: string;
  readonly text: string;
  readonly values: (string | number | Uint8Array | null)[];
  /** After so many milliseconds without an answer the connection is given up. */
  readonly query_timeout: number;
}

export interface PostgresResult {
  readonly rows: readonly unknown[];
  readonly rowCount: number | null;
}
