import { isSessionId } from "../../token/opaque.ts";
import type { SessionDirectory } from "../contract.ts";
import type { Follower } from "./follower.ts";

/** What this process ends is known to it at once. */
export function noticing(directory: SessionDirectory, follower: Follower): SessionDirectory {
  return {
    ...directory,
    async revoke(id) {
      const isOver = await directory.revoke(id);
      if (isSessionId(id)) follower.note(id, null);
      return isOver;
    },
    async revokeByUser(userId, exceptId) {
      const ended = await directory.revokeByUser(userId, exceptId);
      follower.noteUser(userId, exceptId);
      return ended;
    },
    async revokeEverything() {
      await directory.revokeEverything();
      follower.noteEverybody();
    },
  };
}
