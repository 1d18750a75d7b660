"use client";

import { buttonClass } from "@/components/ui/button";

/** Sends the answer. While it runs, the button keeps the focus and its width. */
export function AnswerButton(props: { readonly isBusy: boolean; readonly isCode: boolean }) {
  const { isBusy, isCode } = props;
  return (
    <button
      type="submit"
      aria-disabled={isBusy}
      // Without JavaScript, code cannot be checked.
      className={`${buttonClass("primary")} aria-disabled:cursor-progress aria-disabled:opacity-80 ${isCode ? "noscript:hidden" : ""}`}
    >
      <span className="grid">
        <span className={`col-start-1 row-start-1 ${isBusy ? "invisible" : ""}`}>
          {isCode ? "Run the check" : "Check the answer"}
        </span>
        <span className={`col-start-1 row-start-1 ${isBusy ? "" : "invisible"}`}>Running …</span>
      </span>
    </button>
  );
}
