"use server";

import { redirect } from "next/navigation";
import { hybridAuth } from "@/lib/auth";
import { practiceLog } from "@/lib/practice/progress/practice-log";

/** Deletes all events of the visitor, after the confirmation in the form. */
export const deleteProgress = hybridAuth.action(({ userId }, form: FormData) => {
  if (form.get("sure") !== "yes") redirect("/practice/progress?deleted=unconfirmed#your-data");
  redirect(`/practice/progress?deleted=${practiceLog().remove(userId)}`);
});
