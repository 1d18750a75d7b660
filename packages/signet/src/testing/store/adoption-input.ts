import type { Adoption, Bar, SessionRecord } from "../../store/contract.ts";

/** The `createdAt` of {@link testRecord}. */
export const CREATED = 1_000_000;
export const UNTIL = 9_000_000;

/** Returns an adoption that may begin the session and hands out no secret. */
export function adoptionOf(record: SessionRecord): Adoption {
  return { record, mayBegin: true, secretHashes: null, until: UNTIL };
}

/** Returns a bar for the sessions of a user. */
export function userBar(userId: string, exceptId: string | null): Bar & { readonly kind: "user" } {
  return { kind: "user", userId, exceptId, now: CREATED, until: UNTIL };
}
