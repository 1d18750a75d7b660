"use client";

import { type ButtonKind, buttonClass } from "@/components/ui/button";
import { isBusy, type RunState } from "./use-run";

/** Starts a program. While the program runs, it keeps the focus and ignores a second press. */
export function RunButton(props: {
  readonly state: RunState;
  readonly onRun: () => void;
  /** The text of the button. Default: "Run". */
  readonly label?: string;
  /** The id of an element that names the program, for screen readers. */
  readonly describedBy?: string;
  readonly kind?: ButtonKind;
}) {
  const busy = isBusy(props.state);
  const label = props.label ?? "Run";
  return (
    <button
      type="button"
      aria-disabled={busy}
      aria-describedby={props.describedBy}
      onClick={() => {
        if (!busy) props.onRun();
      }}
      className={`${buttonClass(props.kind ?? "primary")} shrink-0 aria-disabled:cursor-progress aria-disabled:opacity-80 noscript:hidden`}
    >
      {/* Both texts take their place, so the button keeps its width. */}
      <span className="grid">
        <span className={`col-start-1 row-start-1 ${busy ? "invisible" : ""}`}>
          <span aria-hidden="true">▶ </span>
          {label}
        </span>
        <span className={`col-start-1 row-start-1 ${busy ? "" : "invisible"}`}>Running …</span>
      </span>
    </button>
  );
}
