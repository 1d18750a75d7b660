import { isCluster, type RedisClient, type RedisCluster } from "../../../database/redis/client.ts";

/** Receives hints of other servers. A hint means that the feed may have new events. Hints may get lost. */
export interface Hints {
  subscribe(onHint: () => void): () => void;
  /** Opens the subscription to the channel, if there are listeners and it is not open. */
  ensure(): void;
}

/** A subscription to the channel of hints. */
interface Subscription {
  isOpen(): boolean;
  /** Subscribes to the channel. Rejects if that fails. */
  open(): Promise<void>;
  close(): void;
}

type Channels = Map<string, Hints & Pick<Subscription, "close">>;

declare global {
  /** By client and channel, so that all stores and copies of the library share one subscription. */
  var signetAuthRedisHints: WeakMap<RedisClient | RedisCluster, Channels> | undefined;
}

/** Returns the hints of a client and a channel. All stores on the client share one subscription. */
export function hintsOn(client: RedisClient | RedisCluster, channel: string): Hints {
  globalThis.signetAuthRedisHints ??= new WeakMap();
  const known = globalThis.signetAuthRedisHints;
  const channels = known.get(client) ?? channelsOf(client);
  known.set(client, channels);
  const hints = channels.get(channel) ?? newHints(client, channel);
  channels.set(channel, hints);
  return hints;
}

/** Creates the channels of a client. Their subscriptions close with the client. */
function channelsOf(client: RedisClient | RedisCluster): Channels {
  const channels: Channels = new Map();
  const closeAll = () => {
    for (const { close } of channels.values()) close();
  };
  client.on("end", closeAll);
  client.on("disconnect", closeAll);
  return channels;
}

function newHints(
  client: RedisClient | RedisCluster,
  channel: string,
): Hints & Pick<Subscription, "close"> {
  const listeners = new Set<() => void>();
  const callAll = () => {
    for (const onHint of listeners) onHint();
  };
  const subscription = isCluster(client)
    ? clusterSubscription(client, channel, callAll)
    : serverSubscription(client, channel, callAll);
  let isOpening = false;

  function ensure(): void {
    if (listeners.size === 0 || isOpening || subscription.isOpen()) return;
    isOpening = true;
    subscription
      .open()
      // Events may have been published while there was no subscription.
      .then(callAll, subscription.close)
      .finally(() => {
        isOpening = false;
        if (listeners.size === 0) subscription.close();
      });
  }

  return {
    ensure,
    close: subscription.close,
    subscribe(onHint) {
      // A wrapper, so that a caller can subscribe the same function twice.
      const listener = () => onHint();
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) subscription.close();
      };
    },
  };
}

/** Subscribes over a separate connection. The package `redis` reconnects it after a loss. */
function serverSubscription(
  client: RedisClient,
  channel: string,
  onHint: () => void,
): Subscription {
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
      next.on("ready", onHint);
      next.unref();
      await next.connect();
      await next.subscribe(channel, onHint);
    },
    close,
  };
}

/** Subscribes over the cluster client, which has its own connection for channels. Nodes forward messages to each other. */
function clusterSubscription(
  cluster: RedisCluster,
  channel: string,
  onHint: () => void,
): Subscription {
  let isOpen = false;
  return {
    isOpen: () => isOpen,
    async open() {
      await cluster.subscribe(channel, onHint);
      isOpen = true;
    },
    close() {
      if (isOpen && cluster.isOpen) cluster.unsubscribe(channel, onHint).catch(() => {});
      isOpen = false;
    },
  };
}
