import { isCluster, type RedisClient, type RedisCluster } from "../client.ts";

/** Calls from server to server that there is news. Nobody relies on them. */
export interface Hints {
  subscribe(onNews: () => void): () => void;
  /** Listens, again too, if anybody wants to hear and the connection is gone. */
  ensure(): void;
}

/** A way to hear that there is news. */
interface Ear {
  isOpen(): boolean;
  /** Rejects when it can't. */
  open(): Promise<void>;
  close(): void;
}

type Channels = Map<string, Hints & Pick<Ear, "close">>;

declare global {
  /** By client and channel: one connection serves however many stores, and copies of the library, listen. */
  var signetAuthRedisHints: WeakMap<RedisClient | RedisCluster, Channels> | undefined;
}

export function hintsOn(client: RedisClient | RedisCluster, channel: string): Hints {
  globalThis.signetAuthRedisHints ??= new WeakMap();
  const known = globalThis.signetAuthRedisHints;
  const channels = known.get(client) ?? channelsOf(client);
  known.set(client, channels);
  const hints = channels.get(channel) ?? newHints(client, channel);
  channels.set(channel, hints);
  return hints;
}

/** What listens ends with the client. */
function channelsOf(client: RedisClient | RedisCluster): Channels {
  const channels: Channels = new Map();
  const closeAll = () => {
    for (const { close } of channels.values()) close();
  };
  client.on("end", closeAll);
  client.on("disconnect", closeAll);
  return channels;
}

function newHints(client: RedisClient | RedisCluster, channel: string): Hints & Pick<Ear, "close"> {
  const listeners = new Set<() => void>();
  const tellAll = () => {
    for (const onNews of listeners) onNews();
  };
  const ear = isCluster(client)
    ? clusterEar(client, channel, tellAll)
    : serverEar(client, channel, tellAll);
  let isOpening = false;

  function ensure(): void {
    if (listeners.size === 0 || isOpening || ear.isOpen()) return;
    isOpening = true;
    ear
      .open()
      // What came while nobody listened.
      .then(tellAll, ear.close)
      .finally(() => {
        isOpening = false;
        if (listeners.size === 0) ear.close();
      });
  }

  return {
    ensure,
    close: ear.close,
    subscribe(onNews) {
      // A wrapper, so that the same function can be given twice.
      const listener = () => onNews();
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) ear.close();
      };
    },
  };
}

/** A connection of its own. `redis` makes it again when it breaks. */
function serverEar(client: RedisClient, channel: string, onNews: () => void): Ear {
  let mine: RedisClient | null = null;
  const close = () => {
    if (mine?.isOpen) mine.destroy();
    mine = null;
  };
  return {
    isOpen: () => mine?.isOpen === true,
    async open() {
      const next = client.duplicate();
      mine = next;
      next.on("error", () => {});
      next.on("ready", onNews);
      next.unref();
      await next.connect();
      await next.subscribe(channel, onNews);
    },
    close,
  };
}

/** A cluster's client has a connection for channels by itself; any node passes on what any other is told. */
function clusterEar(cluster: RedisCluster, channel: string, onNews: () => void): Ear {
  let isOpen = false;
  return {
    isOpen: () => isOpen,
    async open() {
      await cluster.subscribe(channel, onNews);
      isOpen = true;
    },
    close() {
      if (isOpen && cluster.isOpen) cluster.unsubscribe(channel, onNews).catch(() => {});
      isOpen = false;
    },
  };
}
