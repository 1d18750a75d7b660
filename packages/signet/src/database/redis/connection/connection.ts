import type { RedisClient, RedisCluster, RedisNode, SendOptions } from "../client.ts";
import { dropConnection } from "./drop-connection.ts";
import { codeOf } from "./error-code.ts";

type Client = RedisClient | RedisCluster;

/**
 * Runs work with a connected client. Connects the client first, if it is closed.
 *
 * @param target The key or the primary that the work concerns.
 * @param work Gets the client, and the options for its commands.
 */
export type WithConnection = <T>(
  target: string | RedisNode,
  work: (client: Client, options: SendOptions) => Promise<T>,
) => Promise<T>;

/** How long a command may wait for a connection; milliseconds. Then it rejects, so that no command runs much later. */
const SEND_TIMEOUT = 2_000;
const OPTIONS: SendOptions = { timeout: SEND_TIMEOUT };
/** A connection that has not delivered an expected answer for this time is dead; milliseconds. */
const DEAD_AFTER = 5_000;
/** The shortest time between two drops of a connection after an error of {@link NO_PRIMARY}; milliseconds. */
const DROP_INTERVAL = 1_000;
/** The error codes of a replica, and of a primary that has lost its required replicas. */
const NO_PRIMARY = ["READONLY", "MASTERDOWN", "NOREPLICAS"];

/** The connection state of a client. Times are of the monotonic clock, in milliseconds. */
interface State {
  /** When the client last answered or reported an error. */
  heardAt: number;
  connecting: Promise<unknown> | null;
  /** Whether the client was closed after it last connected. */
  hasEnded: boolean;
  /** When a connection was last dropped after an error of {@link NO_PRIMARY}. */
  droppedAt: number;
}

declare global {
  /** By client, because several stores and copies of the library may share one client. */
  var signetAuthRedisStates: WeakMap<Client, State> | undefined;
}

function stateOf(client: Client): State {
  globalThis.signetAuthRedisStates ??= new WeakMap();
  const states = globalThis.signetAuthRedisStates;
  const known = states.get(client);
  if (known !== undefined) return known;
  const state: State = {
    heardAt: performance.now(),
    connecting: null,
    hasEnded: false,
    droppedAt: Number.NEGATIVE_INFINITY,
  };
  states.set(client, state);
  const onEnd = () => {
    state.hasEnded = true;
  };
  client.on("end", onEnd);
  client.on("disconnect", onEnd);
  client.on("error", () => {
    state.heardAt = performance.now();
  });
  return state;
}

/** Checks whether the client was connected before and is closed now. */
export function isClosed(client: Client): boolean {
  const { hasEnded, connecting } = stateOf(client);
  return hasEnded && connecting === null && !client.isOpen;
}

/**
 * Manages the connection of a client, and connects it on first use.
 *
 * After a lost connection, the client connects again itself. It then emits `error`, which ends the process
 * if there is no listener, so this module adds one. The client would keep these connections for ever, so
 * this module drops them, and the next command connects again:
 *
 * - a dead connection, which delivers no answer
 * - a connection to a server that has become a replica
 */
export function connectionOn(client: Client): WithConnection {
  const state = stateOf(client);

  function closeClient(): void {
    if (client.isOpen) client.destroy();
  }

  /** Waits for an answer. Calls `onDead` if there is none after {@link DEAD_AFTER}. */
  async function answered<T>(answer: Promise<T>, onDead: () => void): Promise<T> {
    const watch = setTimeout(onDead, DEAD_AFTER);
    try {
      const result = await answer;
      state.heardAt = performance.now();
      return result;
    } finally {
      clearTimeout(watch);
    }
  }

  async function connected(): Promise<void> {
    state.hasEnded = false;
    state.connecting ??= answered(client.connect(), closeClient).finally(() => {
      state.connecting = null;
    });
    const asked = performance.now();
    await state.connecting;
    if (performance.now() - asked > SEND_TIMEOUT) {
      throw new Error(
        `The connection to Redis took longer than ${SEND_TIMEOUT} ms, so the command was not sent. Try again.`,
      );
    }
  }

  return async (target, work) => {
    // A client that reconnects emits an error for each failed try. A client without errors is stuck.
    const isLost = client.isReady === false && state.connecting === null;
    if (isLost && performance.now() - state.heardAt > DEAD_AFTER) closeClient();
    // `isOpen` is already true while the client connects for the first time.
    if (state.connecting !== null || !client.isOpen) await connected();
    const drop = () => dropConnection(client, target);
    try {
      return await answered(work(client, OPTIONS), drop);
    } catch (error) {
      const isDue = performance.now() - state.droppedAt > DROP_INTERVAL;
      if (isDue && NO_PRIMARY.includes(codeOf(error))) {
        state.droppedAt = performance.now();
        drop();
      }
      throw error;
    }
  };
}
