"use server";

import { redirect } from "next/navigation";
import { auths, databaseAuth, hybridAuth } from "@/lib/auth";
import { recordSessionEnd } from "@/lib/session-end/record-session-end";
import type { StoredStrategy } from "@/lib/strategies";

/** Revokes one session. The id comes from the browser, so only an id of the user's own session is accepted. */
export const revokeDatabaseSession = databaseAuth.action((session, form: FormData) =>
  revoke("database", session.userId, form),
);

export const revokeHybridSession = hybridAuth.action((session, form: FormData) =>
  revoke("hybrid", session.userId, form),
);

export const revokeOtherDatabaseSessions = databaseAuth.action(() => revokeOthers("database"));

export const revokeOtherHybridSessions = hybridAuth.action(() => revokeOthers("hybrid"));

async function revoke(strategy: StoredStrategy, userId: string, form: FormData): Promise<void> {
  const id = String(form.get("id") ?? "");
  const revoked = await recordSessionEnd({
    strategy,
    how: "revoked",
    ends: (session) => session.id === id,
    work: () => auths[strategy].sessions.revoke(id, { ownedBy: userId }),
    hasEnded: (isRevoked) => isRevoked,
  });
  redirect(`/${strategy}/devices?revoked=${revoked ? `1&session=${encodeURIComponent(id)}` : 0}`);
}

async function revokeOthers(strategy: StoredStrategy): Promise<void> {
  const revoked = await recordSessionEnd({
    strategy,
    how: "revoked",
    ends: (session, current) => session.id !== current.id,
    work: () => auths[strategy].sessions.revokeOthers(),
    hasEnded: (count) => count > 0,
  });
  redirect(`/${strategy}/devices?revoked=${revoked}`);
}
