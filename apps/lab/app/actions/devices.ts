"use server";

import { redirect } from "next/navigation";
import { databaseAuth, hybridAuth } from "@/lib/auth";

/** Revokes one of the user's sessions. The id came from a browser, so it counts only if it is theirs. */
export const revokeUnderDatabase = databaseAuth.action((session, form: FormData) =>
  revoke("database", session.userId, form),
);

export const revokeUnderHybrid = hybridAuth.action((session, form: FormData) =>
  revoke("hybrid", session.userId, form),
);

export const revokeOthersUnderDatabase = databaseAuth.action(async (): Promise<void> => {
  const revoked = await databaseAuth.sessions.revokeOthers();
  redirect(`/database/devices?revoked=${revoked}`);
});

export const revokeOthersUnderHybrid = hybridAuth.action(async (): Promise<void> => {
  const revoked = await hybridAuth.sessions.revokeOthers();
  redirect(`/hybrid/devices?revoked=${revoked}`);
});

const auths = { database: databaseAuth, hybrid: hybridAuth };

async function revoke(side: keyof typeof auths, userId: string, form: FormData): Promise<void> {
  const id = String(form.get("id") ?? "");
  const revoked = await auths[side].sessions.revoke(id, { ownedBy: userId });
  redirect(`/${side}/devices?revoked=${revoked ? `1&session=${encodeURIComponent(id)}` : 0}`);
}
