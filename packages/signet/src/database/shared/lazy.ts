/** Something on an open client, and the function that releases the client. */
export interface Opened<T> {
  readonly value: T;
  close(): Promise<void>;
}

/** Something that opens on first use. */
export interface Lazy<T> {
  /** Returns the value. Opens it if it is not open. After a rejection, the next call opens it again. */
  get(): Promise<T>;
  /** Whether it was closed after the last call of `get`. */
  isClosed(): boolean;
  close(): Promise<void>;
}

/** Calls `open` on first use. */
export function lazy<T>(open: () => Promise<Opened<T>>): Lazy<T> {
  let opened: Promise<Opened<T>> | null = null;
  let isClosed = false;
  return {
    async get() {
      isClosed = false;
      opened ??= open().catch((error: unknown) => {
        opened = null;
        throw error;
      });
      return (await opened).value;
    },
    isClosed: () => isClosed,
    async close() {
      const closing = opened;
      opened = null;
      isClosed = true;
      await (await closing?.catch(() => null))?.close();
    },
  };
}
