import { KEPT_FOR, type Notes } from "./notes";

/** What of a client, of one server or of a cluster, is used here. */
export interface NotesClient {
  setEx(key: string, seconds: number, text: string): Promise<unknown>;
  get(key: string): Promise<unknown>;
  del(key: string): Promise<unknown>;
}

/** Notes in Redis or a Redis Cluster. The session store on the same client has connected it. */
export function notesInRedis(client: NotesClient): Notes {
  const named = (key: string) => `lab-note:${key}`;
  return {
    async put(key, text) {
      await client.setEx(named(key), KEPT_FOR, text);
    },
    async find(key) {
      const text = await client.get(named(key));
      return typeof text === "string" ? text : null;
    },
    async drop(key) {
      await client.del(named(key));
    },
  };
}
