import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "../../harness/random.ts";
import { MAX_SESSIONS } from "./engine.ts";
import { revokeActions } from "./revoke-actions.ts";
import { type Engines, signInActions } from "./sign-in-actions.ts";
import type { Output } from "./timed-operation.ts";
import type { Device, User } from "./user.ts";

/** Users that act concurrently. */
const USERS = 4;
/** The longest pause of a user between two actions; milliseconds. */
const PAUSE = 30;
/** The pause before a new user replaces one; milliseconds. */
const PAUSE_AFTER_FAILURE = 250;
/** One of this many actions is `revokeEverything()`. */
const EVERYTHING = 1_500;

/** Simulates users who sign in, change their data, and end their sessions in every possible way. */
export function writer({ engine, former }: Engines, random: Random, name: string, output: Output) {
  const { signIn, signInFormer, update } = signInActions(engine, random, output);
  const { revokeOne, revokeOthers, revokeAll, revokeEverything } = revokeActions(
    engine,
    random,
    output,
  );
  let isStopped = false;
  let made = 0;

  /** Simulates one user until an action fails or `revokeEverything()` is called. */
  async function simulateUser(): Promise<void> {
    const devices: Device[] = [];
    const user: User = { id: `${name}-${made++}`, devices, endedMany: 0 };
    while (!isStopped && (await act(user))) await delay(random.below(PAUSE));
    output.send({ over: devices.map(({ session }) => session) });
  }

  /** Does one random action. Resolves to `false` when the state of the user's sessions is unknown. */
  async function act(user: User): Promise<boolean> {
    const { devices } = user;
    const device = devices[random.below(devices.length)];
    if (device === undefined || random.below(3) === 0) {
      const isFormer = former !== null && devices.length < MAX_SESSIONS && random.below(2) === 0;
      return isFormer ? signInFormer(former, user) : signIn(user, device);
    }
    const draw = random.below(10);
    if (draw < 5) return update(device);
    if (random.below(EVERYTHING) === 0) return revokeEverything();
    if (draw < 7) return revokeOne(devices, device);
    return draw < 9 ? revokeOthers(user, device) : revokeAll(user);
  }

  return {
    async run(): Promise<void> {
      await Promise.all(
        Array.from({ length: USERS }, async () => {
          while (!isStopped) {
            await simulateUser();
            // During an outage a sign-in with `jwt()` still succeeds. Without the pause, the readers
            // would have to read a very large number of such sessions.
            await delay(PAUSE_AFTER_FAILURE);
          }
        }),
      );
    },
    stop(): void {
      isStopped = true;
    },
  };
}
