import type { Random } from "../../harness/random.ts";
import { type Engine, now, requestWith } from "./engine.ts";
import { ended, type Output, timed } from "./timed-operation.ts";
import { type Device, drop, type User } from "./user.ts";

/** The actions of users that end sessions. Each resolves to `false` when the user's sessions are unknown. */
export function revokeActions(engine: Engine, random: Random, output: Output) {
  return {
    async revokeOne(devices: Device[], device: Device): Promise<boolean> {
      const isSignOut = random.below(2) === 0;
      const operations = ended(device, isSignOut ? "by signing out" : "by its id");
      const call: () => Promise<unknown> = isSignOut
        ? () => engine.signOut(requestWith(device.credential))
        : () => engine.sessions.revoke(device.session);
      if ((await timed(output, call, () => operations, operations)) === null) return false;
      drop(devices, device, output.send);
      return true;
    },

    async revokeOthers(user: User, current: Device): Promise<boolean> {
      const { id, devices } = user;
      const others = devices.filter((each) => each !== current);
      const operations = others.flatMap((each) => ended(each, "with the others"));
      const call = () => engine.sessions.revokeOthers({ id: current.session, userId: id });
      if ((await timed(output, call, () => operations, operations)) === null) return false;
      user.endedMany = now();
      for (const device of others) drop(devices, device, output.send);
      return true;
    },

    async revokeAll(user: User): Promise<boolean> {
      const { id, devices } = user;
      const operations = [{ kind: "user-ended", user: id }] as const;
      const call = () => engine.sessions.revokeAll(id);
      if ((await timed(output, call, () => operations, operations)) === null) return false;
      user.endedMany = now();
      for (const device of [...devices]) drop(devices, device, output.send);
      return true;
    },

    async revokeEverything(): Promise<boolean> {
      const operations = [{ kind: "all-ended" }] as const;
      const call = () => engine.sessions.revokeEverything();
      await timed(output, call, () => operations, operations);
      return false;
    },
  };
}
