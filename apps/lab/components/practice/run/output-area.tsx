"use client";

import { announcementOf, ENGINE_FAILED } from "./outcome-text";
import { OutputPanel } from "./output-panel";
import type { RunState } from "./use-run";

/**
 * The place of a program's output. It keeps room for a few lines, so that little moves when they come.
 * A live region says the result.
 */
export function OutputArea(props: {
  readonly state: RunState;
  /** Shown before the first run. */
  readonly idle?: string;
}) {
  const { state } = props;
  return (
    <div className="min-h-28 border-t border-line bg-card px-4 py-3">
      <p role="status" className="sr-only">
        {announcementOf(state)}
      </p>
      {state.status === "idle" && (
        <>
          <p className="text-sm text-soft noscript:hidden">
            {props.idle ?? "Run shows the output of the program."}
          </p>
          <p className="hidden text-sm text-soft noscript:block">Programs run with JavaScript.</p>
        </>
      )}
      {state.status === "loading" && (
        <p className="text-sm text-soft">The engine loads with the first run …</p>
      )}
      {state.status === "running" && <p className="text-sm text-soft">The program is running …</p>}
      {state.status === "failed" && (
        <p className="text-sm font-semibold text-alarm">{ENGINE_FAILED}</p>
      )}
      {state.status === "done" && <OutputPanel outcome={state.outcome} />}
    </div>
  );
}
