import { createClient } from "redis";
import { tagOf } from "signet-auth";
import { redisStore } from "signet-auth/redis";
import { startRedis } from "../../test/harness/redis.ts";
import { type Backend, type Bare, type Filling, forEach, idOf, lengthOf } from "./backend.ts";

/** Concurrent calls of `create` while the store is filled. */
const FILLERS = 512;
/** Redis acknowledges a write only after its append-only file is on the disk. */
const DURABLE = ["--appendonly", "yes", "--appendfsync", "always"];

/** Starts a server, with one client for the store and the bare commands. */
export async function redisBackend(
  durable: boolean,
  { count, make }: Filling,
  atEnd: (close: () => unknown) => void,
) {
  const server = await startRedis(durable ? DURABLE : []);
  atEnd(() => server.stop());
  const client = clientOf(server.url);
  client.on("error", () => {});
  await client.connect();
  atEnd(() => client.destroy());
  const before = await memory(client);
  const store = redisStore(client);
  await forEach(count, FILLERS, (number) => store.create(make(number), null));
  const template = count > 0 ? await client.get(keyOf(make(0).id)) : null;
  const settings = durable ? "`appendonly yes` and `appendfsync always`" : "without persistence";
  const { redis_version: version } = await infoOf(client, "server");
  const backend: Backend = {
    name: "Redis",
    about: `Redis ${version} with ${settings}, over TCP on the same machine, through one client of redis.`,
    store,
    bare: bareOn(client, template ?? ""),
    async bytes() {
      const { id, userId } = make(0);
      const index = `signet:{${tagOf(id)}}:u:${userId}`;
      const [ofRecord, ofIndex] = [
        await client.memoryUsage(keyOf(id)),
        await client.memoryUsage(index),
      ];
      return {
        total: (await memory(client)) - before,
        detail: `\`used_memory\`; of it ${ofRecord} a record and ${ofIndex} a user's index by \`MEMORY USAGE\`.`,
      };
    },
  };
  return { ...backend, client };
}

const clientOf = (url: string) => createClient({ url });
type Client = ReturnType<typeof clientOf>;

function keyOf(id: string): string {
  return `signet:{${tagOf(id)}}:s:${id}`;
}

async function infoOf(client: Client, section: string): Promise<Record<string, string>> {
  const lines = (await client.info(section)).split("\r\n");
  return Object.fromEntries(lines.map((line) => line.split(":", 2)));
}

async function memory(client: Client): Promise<number> {
  return Number((await infoOf(client, "memory"))["used_memory"]);
}

/** @param value the stored form of a record, so that bare writes have the same size */
function bareOn(client: Client, value: string): Bare {
  const ttl = String(7 * 86_400_000);
  const set = (id: string) => client.sendCommand(["SET", keyOf(id), value, "PX", ttl]);
  return {
    how: {
      read: "a `GET`",
      insert: "a `SET`",
      renew: "a `SET`",
      remove: "a `DEL`",
      list: "an `MGET` of the user's keys",
    },
    read: (credential) => client.sendCommand(["GET", keyOf(idOf(credential))]),
    insert: ({ id }) => set(id),
    renew: ({ id }) => set(id),
    remove: (id) => client.sendCommand(["DEL", keyOf(id)]),
    list: (_userId, ids) => client.sendCommand(["MGET", ...ids.map(keyOf)]),
    dataOf: (text) => JSON.parse(String(text).split("\n")[2] ?? ""),
    countOf: lengthOf,
  };
}
