import type { RedisClient, RedisCluster, RedisNode, SendOptions } from "../client.ts";
import { leaveServer } from "./dead-connection.ts";
import { codeOf } from "./error-code.ts";

type Client = RedisClient | RedisCluster;

/** Does work that concerns a key, or a primary, over a client that is connected, with options for what it sends. */
export type Over = <T>(
  about: string | RedisNode,
  work: (client: Client, options: SendOptions) => Promise<T>,
) => Promise<T>;

/** How long a command waits for a connection before it is dropped, so that none is run much later; milliseconds. */
const DROP_AFTER = 2_000;
const OPTIONS: SendOptions = { timeout: DROP_AFTER };
/** A connection that says nothing for so long, though it should, is dead; milliseconds. */
const DEAD_AFTER = 5_000;
/** A server that is no primary is left at most so often, however many ask it; milliseconds. */
const BETWEEN_LEAVES = 1_000;
/** What a server answers that is a replica, or that has lost the replicas it may not write without. */
const NO_PRIMARY = ["READONLY", "MASTERDOWN", "NOREPLICAS"];

interface State {
  /** When the client last said anything, an error included. */
  heardAt: number;
  connecting: Promise<unknown> | null;
  /** Since it was last connected. */
  hasEnded: boolean;
  /** When a server was last left. */
  leftAt: number;
}

declare global {
  /** Of each client, because several stores, and copies of the library, may be on one. */
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
    leftAt: Number.NEGATIVE_INFINITY,
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

/** Whether the client was connected, and is closed until somebody needs it again. */
export function isClosed(client: Client): boolean {
  const { hasEnded, connecting } = stateOf(client);
  return hasEnded && connecting === null && !client.isOpen;
}

/**
 * Works over a client, which is connected when it is first needed. A lost connection is the client's
 * to make again; it makes it emit `error`, which ends a process that does not listen. One that falls
 * silent is ended here, because the client would wait for ever, and so is one to a server that has been
 * made a replica, which the client would go on asking; the next command makes another.
 */
export function connectionOn(client: Client): Over {
  const state = stateOf(client);

  function end(): void {
    if (client.isOpen) client.destroy();
  }

  /** Waits for an answer, and does something about it when there is none. */
  async function answered<T>(answer: Promise<T>, onSilence: () => void): Promise<T> {
    const watch = setTimeout(onSilence, DEAD_AFTER);
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
    state.connecting ??= answered(client.connect(), end).finally(() => {
      state.connecting = null;
    });
    const asked = performance.now();
    await state.connecting;
    if (performance.now() - asked > DROP_AFTER) {
      throw new Error("Redis was connected too late for a command that waited for it.");
    }
  }

  return async (about, work) => {
    // While it makes a lost connection again it says at least what went wrong.
    const isLost = client.isReady === false && state.connecting === null;
    if (isLost && performance.now() - state.heardAt > DEAD_AFTER) end();
    // From the moment it begins to connect it calls itself open.
    if (state.connecting !== null || !client.isOpen) await connected();
    const leave = () => leaveServer(client, about);
    try {
      return await answered(work(client, OPTIONS), leave);
    } catch (error) {
      const isDue = performance.now() - state.leftAt > BETWEEN_LEAVES;
      if (isDue && NO_PRIMARY.includes(codeOf(error))) {
        state.leftAt = performance.now();
        leave();
      }
      throw error;
    }
  };
}
