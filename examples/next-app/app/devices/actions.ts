"use server";

import { revalidatePath } from "next/cache";
import { auth } from "../../auth";

export const revokeDevice = auth.action(async (session, form: FormData) => {
  await auth.sessions.revoke(String(form.get("id")), { ownedBy: session.userId });
  revalidatePath("/devices");
});
