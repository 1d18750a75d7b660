/** The answer of a session endpoint. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A request to a session endpoint. `signal` gives it up. */
export interface Call extends Pick<RequestInit, "body" | "signal"> {
  readonly method: "GET" | "PATCH" | "POST";
  readonly url: string;
}

/** The channel to the other tabs of the site. Only revisions travel, and no data. */
export interface Tabs {
  onmessage: ((event: { readonly data: number }) => void) | null;
  postMessage(revision: number): void;
  close(): void;
}

/** The parts of a browser that a session store uses. Tests pass others. */
export interface Environment {
  /** Returns the time in milliseconds since the epoch. */
  now(): number;
  /** Runs a function after some milliseconds. Returns a function that cancels it. */
  after(milliseconds: number, run: () => void): () => void;
  /** Checks whether the page is not visible. */
  isHidden(): boolean;
  /**
   * Calls `wake` when the user comes back to the page, and with `true` when the network comes back.
   * Returns a function that ends this.
   */
  onWake(wake: (isReconnect: boolean) => void): () => void;
  /** Opens the channel to the other tabs that use the same endpoints. */
  openTabs(basePath: string): Tabs;
  /** Sends a request with the cookies of the user. Rejects without an answer in JSON. */
  request(call: Call): Promise<Answer>;
  /** Loads a new document of this site. For an address of another site it loads the first page. */
  load(path: string): void;
}
