/** The answer of the session endpoints: the HTTP status, and the JSON of the body. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The other tabs of the site. Only revisions travel, and no data. */
export interface Tabs {
  post(revision: number): void;
  close(): void;
}

/** The parts of a browser that a session store uses. Tests pass others. */
export interface Environment {
  /** The time in milliseconds since the epoch. */
  now(): number;
  /** Runs a function after some milliseconds. Returns a function that cancels it. */
  after(milliseconds: number, run: () => void): () => void;
  /** Checks whether the user cannot see the page. */
  isHidden(): boolean;
  /**
   * Calls `wake` when the user comes back to the page, and with `true` when the network comes back.
   * Returns a function that ends this.
   */
  onWake(wake: (isReconnect: boolean) => void): () => void;
  /** Opens the channel to the other tabs that read the same endpoints. */
  openTabs(basePath: string, receive: (revision: unknown) => void): Tabs;
  /** Sends a request of this site with the cookies of the user. Rejects without an answer. */
  request(method: string, path: string, patch: unknown, signal: AbortSignal): Promise<Answer>;
  /** Loads a new document. */
  load(path: string): void;
}
