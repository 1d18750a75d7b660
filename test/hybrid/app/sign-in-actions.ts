import type { Random } from "../../harness/random.ts";
import { type Engine, type Former, MAX_SESSIONS, now, requestWith } from "./engine.ts";
import { ended, type Output, timed } from "./timed-operation.ts";
import { type Device, drop, oldestOf, secondOf, type User } from "./user.ts";

/** The engine of `hybrid()`, and the engines of the former strategies where there are any. */
export interface Engines {
  readonly engine: Engine;
  readonly former: Former | null;
}

/**
 * The actions of users that begin sessions or change their data. Each resolves to `false` when its
 * result is unknown.
 */
export function signInActions(engine: Engine, random: Random, output: Output) {
  async function signIn({ id: user, devices }: User, current?: Device): Promise<boolean> {
    const again = current !== undefined && random.below(3) === 0;
    const oldest = devices.length === MAX_SESSIONS ? oldestOf(devices) : undefined;
    // Of two equally old sessions the store ends one, and the writer cannot know which.
    if (oldest === null && !again) return true;
    const replaced = again ? current : (oldest ?? undefined);
    const replacedBy = ended(replaced, again ? "by signing in again" : "by the limit");
    const signedIn = await timed(
      output,
      () =>
        engine.signIn(requestWith(again ? current.credential : undefined), {
          userId: user,
          data: { count: 0 },
        }),
      ({ session }) => [{ kind: "signed-in", session: session.id, user }, ...replacedBy],
      replacedBy,
    );
    if (signedIn === null) return false;
    const { session, credential } = signedIn;
    drop(devices, replaced, output.send);
    devices.push({ session: session.id, createdAt: +session.createdAt, credential, count: 0 });
    output.send({ handed: { session: session.id, credential } });
    return true;
  }

  /** Signs in with a former strategy. A change of data then moves a session that is only in a token. */
  async function signInFormer(former: Former, user: User): Promise<boolean> {
    const { id, devices, endedMany } = user;
    // A token has its creation time in whole seconds. Ending many sessions also ends tokens of the
    // same second, so no token is created in that second.
    const isToken = random.below(2) === 0 && secondOf(now()) > secondOf(endedMany);
    const signedIn = await timed(
      output,
      () =>
        (isToken ? former.byToken : former.byStore).signIn(requestWith(), {
          userId: id,
          data: { count: 0 },
        }),
      ({ session }) => [{ kind: "signed-in", session: session.id, user: id, isToken }],
      [],
    );
    if (signedIn === null) return false;
    const { session, credential, setCookies } = signedIn;
    const device = { session: session.id, createdAt: +session.createdAt, credential, count: 0 };
    devices.push(device);
    output.send({ handed: { session: session.id, credential, toMove: setCookies } });
    return isToken ? update(device) : true;
  }

  async function update(device: Device): Promise<boolean> {
    const { session } = device;
    const count = ++device.count;
    const operations = [{ kind: "updated", session, count }] as const;
    const request = requestWith(device.credential);
    const updated = await timed(
      output,
      () => engine.update(request, { count }),
      () => operations,
      operations,
    );
    if (updated === null) return false;
    device.credential = updated.credential;
    device.createdAt = +updated.session.createdAt;
    // A browser may still have the former credential, which must show the new data as well.
    if (random.below(2) === 0) output.send({ handed: { session, credential: updated.credential } });
    return true;
  }

  return { signIn, signInFormer, update };
}
