import { setTimeout as delay } from "node:timers/promises";
import { SignetError } from "signet-auth";
import { machineTime } from "../../harness/machine-time.ts";
import type { Random } from "../../harness/random.ts";
import type { Deed } from "../record/deeds.ts";
import { type Engine, type Former, MOST, now, requestWith } from "./engine.ts";
import type { Said } from "./messages.ts";

/** People who do something at the same time. */
const PEOPLE = 4;
/** Between two deeds of one of them, at most; milliseconds. */
const REST = 30;
/** Before somebody else takes the place of one whose deed failed; milliseconds. */
const AFTER_A_FAILURE = 250;
/** One in so many deeds ends everybody's sessions. */
const EVERYTHING = 1_500;

interface Device {
  readonly session: string;
  /** By which the limit goes; a token of `jwt()` tells it in whole seconds. */
  createdAt: number;
  credential: string;
  count: number;
}

interface Person {
  readonly user: string;
  readonly devices: Device[];
  /** When they last ended several sessions at once; milliseconds. */
  endedMany: number;
}

export interface Out {
  /** Writes down what was done, or may have been. */
  readonly did: (deeds: readonly Deed[]) => void;
  readonly say: (said: Said) => void;
}

/** People who sign in, change their data, and end their sessions in every way there is. */
export function writer(
  { engine, former }: { readonly engine: Engine; readonly former: Former | null },
  random: Random,
  name: string,
  out: Out,
) {
  let isStopped = false;
  let made = 0;

  /** Lives until something fails or everything is ended; then another takes the place. */
  async function person(): Promise<void> {
    const devices: Device[] = [];
    const one: Person = { user: `${name}-${made++}`, devices, endedMany: 0 };
    while (!isStopped && (await deed(one))) await delay(random.below(REST));
    out.say({ over: devices.map(({ session }) => session) });
  }

  /** Does one thing; returns whether everything is still known about this user. */
  async function deed(one: Person): Promise<boolean> {
    const { user, devices } = one;
    const device = devices[random.below(devices.length)];
    if (device === undefined || random.below(3) === 0) {
      const isBefore = former !== null && devices.length < MOST && random.below(2) === 0;
      return isBefore ? signInBefore(former, one) : signIn(user, devices, device);
    }
    const draw = random.below(10);
    if (draw < 5) return update(device);
    if (random.below(EVERYTHING) === 0) return endEverything();
    if (draw < 7) return endOne(devices, device);
    return draw < 9 ? endOthers(one, device) : endAll(one);
  }

  async function signIn(user: string, devices: Device[], before?: Device): Promise<boolean> {
    const again = before !== undefined && random.below(3) === 0;
    const oldest = devices.length === MOST ? oldestOf(devices) : undefined;
    // Of two that began in the same moment the store ends one, and does not say which.
    if (oldest === null && !again) return true;
    const gone = again ? before : (oldest ?? undefined);
    const goneBy = ended(gone, again ? "by signing in again" : "by the limit");
    const signedIn = await timed(
      () =>
        engine.signIn(requestWith(again ? before.credential : undefined), {
          userId: user,
          data: { count: 0 },
        }),
      ({ session }) => [{ kind: "signed-in", session: session.id, user }, ...goneBy],
      goneBy,
    );
    if (signedIn === null) return false;
    const { session, credential } = signedIn;
    drop(devices, gone);
    devices.push({ session: session.id, createdAt: +session.createdAt, credential, count: 0 });
    out.say({ handed: { session: session.id, credential } });
    return true;
  }

  /** On a server as it was before; what is in a token alone is moved by a change of its data. */
  async function signInBefore(before: Former, one: Person): Promise<boolean> {
    const { user, devices, endedMany } = one;
    // A token tells when it began in whole seconds, and one of the second in which many ended is over.
    const isToken = random.below(2) === 0 && secondOf(now()) > secondOf(endedMany);
    const signedIn = await timed(
      () =>
        (isToken ? before.byToken : before.byStore).signIn(requestWith(), {
          userId: user,
          data: { count: 0 },
        }),
      ({ session }) => [{ kind: "signed-in", session: session.id, user, isToken }],
      [],
    );
    if (signedIn === null) return false;
    const { session, credential, setCookies } = signedIn;
    const device = { session: session.id, createdAt: +session.createdAt, credential, count: 0 };
    devices.push(device);
    out.say({ handed: { session: session.id, credential, toMove: setCookies } });
    return isToken ? update(device) : true;
  }

  async function update(device: Device): Promise<boolean> {
    const { session } = device;
    const count = ++device.count;
    const deeds = [{ kind: "updated", session, count }] as const;
    const request = requestWith(device.credential);
    const updated = await timed(
      () => engine.update(request, { count }),
      () => deeds,
      deeds,
    );
    if (updated === null) return false;
    device.credential = updated.credential;
    device.createdAt = +updated.session.createdAt;
    // A browser need not have it yet: the old one has to show the new data all the same.
    if (random.below(2) === 0) out.say({ handed: { session, credential: updated.credential } });
    return true;
  }

  async function endOne(devices: Device[], device: Device): Promise<boolean> {
    const isSignOut = random.below(2) === 0;
    const deeds = ended(device, isSignOut ? "by signing out" : "by its id");
    const how: () => Promise<unknown> = isSignOut
      ? () => engine.signOut(requestWith(device.credential))
      : () => engine.sessions.revoke(device.session);
    if ((await timed(how, () => deeds, deeds)) === null) return false;
    drop(devices, device);
    return true;
  }

  async function endOthers(one: Person, kept: Device): Promise<boolean> {
    const { user, devices } = one;
    const others = devices.filter((each) => each !== kept);
    const deeds = others.flatMap((each) => ended(each, "with the others"));
    const how = () => engine.sessions.revokeOthers({ id: kept.session, userId: user });
    if ((await timed(how, () => deeds, deeds)) === null) return false;
    one.endedMany = now();
    for (const device of others) drop(devices, device);
    return true;
  }

  async function endAll(one: Person): Promise<boolean> {
    const { user, devices } = one;
    const deeds = [{ kind: "user-ended", user }] as const;
    if (
      (await timed(
        () => engine.sessions.revokeAll(user),
        () => deeds,
        deeds,
      )) === null
    )
      return false;
    one.endedMany = now();
    for (const device of [...devices]) drop(devices, device);
    return true;
  }

  async function endEverything(): Promise<boolean> {
    const deeds = [{ kind: "all-ended" }] as const;
    await timed(
      () => engine.sessions.revokeEverything(),
      () => deeds,
      deeds,
    );
    return false;
  }

  function drop(devices: Device[], device: Device | undefined): void {
    const at = device === undefined ? -1 : devices.indexOf(device);
    if (at < 0) return;
    const [gone] = devices.splice(at, 1);
    if (gone !== undefined) out.say({ over: [gone.session] });
  }

  /** `null` when nobody knows whether it was done, or when the session is no longer there. */
  async function timed<T>(
    what: () => Promise<T>,
    done: (result: T) => readonly Untimed[],
    inDoubt: readonly Untimed[],
  ): Promise<T | null> {
    const begun = machineTime();
    try {
      const result = await what();
      const acknowledged = machineTime();
      const deeds = done(result).map((each) => ({ ...each, begun, acknowledged }));
      out.did(deeds);
      out.say({ done: deeds.filter(({ kind }) => kind.endsWith("ended")).length });
      return result;
    } catch (error) {
      out.did(inDoubt.map((each) => ({ ...each, begun, acknowledged: null })));
      if (error instanceof SignetError) return null;
      throw error;
    }
  }

  return {
    async run(): Promise<void> {
      await Promise.all(
        Array.from({ length: PEOPLE }, async () => {
          while (!isStopped) {
            await person();
            // While the store is out, a token can be had all the same, and each would be asked about.
            await delay(AFTER_A_FAILURE);
          }
        }),
      );
    },
    stop(): void {
      isStopped = true;
    },
  };
}

function secondOf(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000);
}

/** `null` where two are the oldest. */
function oldestOf(devices: readonly Device[]): Device | null {
  const first = Math.min(...devices.map(({ createdAt }) => createdAt));
  const [oldest = null, ...others] = devices.filter(({ createdAt }) => createdAt === first);
  return others.length === 0 ? oldest : null;
}

type Untimed = Deed extends infer One
  ? One extends Deed
    ? Omit<One, "begun" | "acknowledged">
    : never
  : never;

function ended(device: Device | undefined, how: string): Untimed[] {
  return device === undefined ? [] : [{ kind: "ended", session: device.session, how }];
}
