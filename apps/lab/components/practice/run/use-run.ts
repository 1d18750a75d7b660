"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Outcome, Program } from "sandbox/outcome";
import { useEngineBase } from "./engine-context";
import { sharedEngine } from "./shared-engines";

export type RunState =
  | { readonly status: "idle" }
  /** The first run of the page loads the engine. */
  | { readonly status: "loading" }
  | { readonly status: "running" }
  | { readonly status: "done"; readonly outcome: Outcome }
  /** The engine could not be loaded, so the program did not run. */
  | { readonly status: "failed" };

export interface Run {
  readonly state: RunState;
  /**
   * Runs a program. Returns its outcome, or `null` if a newer run of the same hook began meanwhile or the
   * engine could not be loaded.
   */
  run(program: Program): Promise<Outcome | null>;
  /** Forgets the outcome. */
  reset(): void;
}

const IDLE: RunState = { status: "idle" };

/** Addresses whose engine has finished a run. */
const ready = new Set<string>();

/** Runs programs in the engine, and keeps the state of the newest run. */
export function useRun(base?: string): Run {
  const address = useEngineBase(base);
  const [state, setState] = useState<RunState>(IDLE);
  const newest = useRef(0);

  // An outcome that comes after the component has gone is of no use.
  useEffect(() => () => void newest.current++, []);

  const run = useCallback(
    async (program: Program) => {
      const number = ++newest.current;
      setState({ status: ready.has(address) ? "running" : "loading" });
      try {
        const outcome = await (await sharedEngine(address)).run(program);
        ready.add(address);
        if (number !== newest.current) return null;
        setState({ status: "done", outcome });
        return outcome;
      } catch (error) {
        console.error("The engine of the practice could not run.", error);
        if (number === newest.current) setState({ status: "failed" });
        return null;
      }
    },
    [address],
  );

  const reset = useCallback(() => {
    newest.current++;
    setState(IDLE);
  }, []);

  return { state, run, reset };
}

/** Whether a run goes on. */
export function isBusy(state: RunState): boolean {
  return state.status === "loading" || state.status === "running";
}
