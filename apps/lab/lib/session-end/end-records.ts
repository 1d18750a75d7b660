/** Records of ended sessions, by session id. They are in the session store, where every server finds them. */
export interface EndRecords {
  put(key: string, text: string): Promise<void>;
  find(key: string): Promise<string | null>;
  remove(key: string): Promise<void>;
}

/** Seconds until a record is removed: the absolute lifetime of a session, after which no cookie of it is left. */
export const RECORD_LIFETIME = 30 * 86_400;
