"use server";

import { redirect } from "next/navigation";
import { databaseAuth } from "@/lib/auth";

/** Revokes one of the user's sessions. The id came from a browser, so it counts only if it is theirs. */
export const revokeSession = databaseAuth.action(async (session, form: FormData): Promise<void> => {
  const id = String(form.get("id") ?? "");
  const revoked = await databaseAuth.sessions.revoke(id, { ownedBy: session.userId });
  redirect(`/database/devices?revoked=${revoked ? 1 : 0}`);
});

export const revokeOtherSessions = databaseAuth.action(async (): Promise<void> => {
  const revoked = await databaseAuth.sessions.revokeOthers();
  redirect(`/database/devices?revoked=${revoked}`);
});
