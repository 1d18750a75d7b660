"use client";

import { deleteProgress } from "@/app/actions/delete-progress";
import { SubmitButton } from "../../ui/submit-button";
import { forgetUnsent } from "./record";

/** Deletes the visitor's progress after a confirmation. Works without JavaScript. */
export function DeleteForm() {
  return (
    <details>
      <summary className="flex min-h-11 w-fit cursor-pointer items-center rounded-md text-sm font-semibold underline underline-offset-4">
        Delete my progress
      </summary>
      <form action={deleteProgress} onSubmit={forgetUnsent} className="grid gap-3 pt-2">
        <label className="flex min-h-11 items-center gap-3 text-sm">
          <input
            type="checkbox"
            name="sure"
            value="yes"
            required
            className="size-4 shrink-0 accent-(--alarm)"
          />
          Yes, delete all answers, reviews and verdicts. This cannot be undone.
        </label>
        <div>
          <SubmitButton kind="danger" pending="Deleting…">
            Delete everything
          </SubmitButton>
        </div>
      </form>
    </details>
  );
}
