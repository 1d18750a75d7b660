import type { Store } from "../../store/contract.ts";
import { isSessionId } from "../../token/engine/opaque.ts";
import type { SessionDirectory } from "../contract.ts";
import type { Ask } from "./ask.ts";
import { factsFromRecord } from "./record.ts";

/**
 * Lists and revokes the sessions of a store.
 *
 * @param askPatiently asks without a time limit, for `revokeEverything`.
 */
export function directoryOf(store: Store, ask: Ask, askPatiently: Ask): SessionDirectory {
  return {
    async find(id) {
      const record = isSessionId(id) ? await ask(() => store.find(id)) : null;
      return record === null ? null : factsFromRecord(record);
    },
    async list(userId, now) {
      return (await ask(() => store.listByUser(userId, now))).map(factsFromRecord);
    },
    async revoke(id) {
      return isSessionId(id) && ask(() => store.revoke(id));
    },
    revokeByUser: (userId, exceptId) => ask(() => store.revokeByUser(userId, exceptId)),
    revokeEverything: () => askPatiently(() => store.revokeEverything()),
  };
}
