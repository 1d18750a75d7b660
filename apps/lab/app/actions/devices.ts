"use server";

import { redirect } from "next/navigation";
import { databaseAuth } from "@/lib/auth";

/** Ends one of the user's sessions. The id came from a browser, so it counts only if it is theirs. */
export const endSession = databaseAuth.action(async (session, form: FormData): Promise<void> => {
  const id = String(form.get("id") ?? "");
  const ended = await databaseAuth.sessions.revoke(id, { ownedBy: session.userId });
  redirect(`/database/devices?ended=${ended ? 1 : 0}`);
});

export const endOtherSessions = databaseAuth.action(async (): Promise<void> => {
  const ended = await databaseAuth.sessions.revokeOthers();
  redirect(`/database/devices?ended=${ended}`);
});
