"use client";

import { useSyncExternalStore } from "react";
import type { Step } from "@/lib/practice/read/trace-changes";
import { TraceStep } from "./trace-step";

/** The steps below each other, for browsers that run no JavaScript. The first render in a browser removes them. */
export function AllSteps({ steps }: { readonly steps: readonly Step[] }) {
  if (useIsHydrated()) return null;
  return (
    <ol className="hidden gap-6 noscript:grid">
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two steps may have one title, and their order stays
        <li key={index} className="min-w-0 rounded-2xl border border-line bg-card">
          <TraceStep step={step} number={index + 1} total={steps.length} />
        </li>
      ))}
    </ol>
  );
}

const neverChanges = () => () => {};

/** Returns `false` on the server and in the first render in a browser. */
function useIsHydrated(): boolean {
  return useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
}
