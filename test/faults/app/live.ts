import { setTimeout as delay } from "node:timers/promises";
import { SignetError, type Store } from "signet-auth";
import { machineTime } from "../../harness/machine-time.ts";
import { randomOf } from "../../harness/random.ts";
import { type Engine, engineOn, requestWith } from "./engine.ts";
import type { LiveTask, Tally } from "./task.ts";

/** An action of a user through the engine. Resolves to the outcome in a few words. */
type Action = (engine: Engine, device: Device) => Promise<string>;

interface Device {
  readonly userId: string;
  credential: string | undefined;
}

const actions: readonly [Action, ...Action[]] = [
  async function signIn(engine, device) {
    const request = requestWith(device.credential);
    device.credential = undefined;
    device.credential = (
      await engine.signIn(request, { userId: device.userId, data: {} })
    ).credential;
    return "signed in";
  },
  readAndRenew,
  readAndRenew,
  async function update(engine, device) {
    await engine.update(requestWith(device.credential), { [`n${process.pid}`]: machineTime() });
    return "updated";
  },
  async function signOut(engine, device) {
    await engine.signOut(requestWith(device.credential));
    return "signed out";
  },
  async function endOldest(engine, { userId }) {
    const sessions = await engine.sessions.list(userId);
    const last = sessions.at(-1);
    if (last === undefined) return "nothing to end";
    return (await engine.sessions.revoke(last.id)) ? "ended" : "ended before";
  },
];

async function readAndRenew(engine: Engine, { credential }: Device): Promise<string> {
  const reading = await engine.read(requestWith(credential));
  if (reading.status === "active") await engine.renew(requestWith(credential), reading);
  return reading.status === "rejected" ? `read: ${reading.reason}` : `read: ${reading.status}`;
}

/** Simulates users with several devices until the signal. Counts every outcome by its name. */
export async function live(store: Store, task: LiveTask, stop: AbortSignal): Promise<Tally> {
  const engine = engineOn(store);
  const random = randomOf(task.seed);
  const tally: Tally = {};

  async function atDevice(number: number): Promise<void> {
    const userId = task.users[number % task.users.length] ?? "";
    const device: Device = { userId, credential: undefined };
    while (!stop.aborted) {
      const action = device.credential === undefined ? actions[0] : random.of(actions);
      const outcome = await action(engine, device).catch(codeOf);
      tally[outcome] = (tally[outcome] ?? 0) + 1;
      if (outcome === "read: revoked" || outcome === "not-signed-in") device.credential = undefined;
      await delay(outcome === "store-unavailable" ? 50 : 0);
    }
  }
  await Promise.all(Array.from({ length: task.devices }, (_, number) => atDevice(number)));
  return tally;
}

function codeOf(error: unknown): string {
  if (error instanceof SignetError) return error.code;
  throw error;
}
