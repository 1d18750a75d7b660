/** Short texts under a key, kept for a while beside the sessions, where every server finds them. */
export interface Notes {
  put(key: string, text: string): Promise<void>;
  find(key: string): Promise<string | null>;
  drop(key: string): Promise<void>;
}

/** As long as a browser may still hold the cookie of a session that ended: its absolute end; seconds. */
export const KEPT_FOR = 30 * 86_400;
