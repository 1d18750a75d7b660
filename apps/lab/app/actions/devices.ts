"use server";

import { redirect } from "next/navigation";
import { auths, databaseAuth, hybridAuth } from "@/lib/auth";
import { noteEnding } from "@/lib/ends/ends";
import type { StoredSide } from "@/lib/strategies";

/** Revokes one of the user's sessions. The id came from a browser, so it counts only if it is theirs. */
export const revokeUnderDatabase = databaseAuth.action((session, form: FormData) =>
  revoke("database", session.userId, form),
);

export const revokeUnderHybrid = hybridAuth.action((session, form: FormData) =>
  revoke("hybrid", session.userId, form),
);

export const revokeOthersUnderDatabase = databaseAuth.action(() => revokeOthers("database"));

export const revokeOthersUnderHybrid = hybridAuth.action(() => revokeOthers("hybrid"));

async function revoke(side: StoredSide, userId: string, form: FormData): Promise<void> {
  const id = String(form.get("id") ?? "");
  const revoked = await noteEnding({
    side,
    how: "revoked",
    ends: (session) => session.id === id,
    work: () => auths[side].sessions.revoke(id, { ownedBy: userId }),
    hasEnded: (isRevoked) => isRevoked,
  });
  redirect(`/${side}/devices?revoked=${revoked ? `1&session=${encodeURIComponent(id)}` : 0}`);
}

async function revokeOthers(side: StoredSide): Promise<void> {
  const revoked = await noteEnding({
    side,
    how: "revoked",
    ends: (session, current) => session.id !== current.id,
    work: () => auths[side].sessions.revokeOthers(),
    hasEnded: (count) => count > 0,
  });
  redirect(`/${side}/devices?revoked=${revoked}`);
}
