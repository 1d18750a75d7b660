import { isSessionId } from "../../token/engine/opaque.ts";
import type { SessionDirectory } from "../contract.ts";
import type { Follower } from "./follower.ts";

/** Wraps a directory so that the follower takes in every end that this process causes. */
export function observedDirectory(
  directory: SessionDirectory,
  follower: Follower,
): SessionDirectory {
  return {
    ...directory,
    async revoke(id, now) {
      const isOver = await directory.revoke(id, now);
      if (isSessionId(id)) follower.note(id, null);
      return isOver;
    },
    async revokeByUser(userId, exceptId, now) {
      const ended = await directory.revokeByUser(userId, exceptId, now);
      follower.noteUser(userId, exceptId);
      return ended;
    },
    async revokeEverything(now) {
      await directory.revokeEverything(now);
      follower.noteEverybody();
    },
  };
}
