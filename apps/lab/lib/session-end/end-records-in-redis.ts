import { type EndRecords, RECORD_LIFETIME } from "./end-records";

/** The necessary methods of a client for one server or for a cluster. */
export interface EndRecordsClient {
  setEx(key: string, seconds: number, text: string): Promise<unknown>;
  get(key: string): Promise<unknown>;
  del(key: string): Promise<unknown>;
}

/** Keeps the records in Redis or a Redis Cluster. The session store has connected the same client. */
export function endRecordsInRedis(client: EndRecordsClient): EndRecords {
  const keyOf = (key: string) => `lab-note:${key}`;
  return {
    async put(key, text) {
      await client.setEx(keyOf(key), RECORD_LIFETIME, text);
    },
    async find(key) {
      const text = await client.get(keyOf(key));
      return typeof text === "string" ? text : null;
    },
    async remove(key) {
      await client.del(keyOf(key));
    },
  };
}
