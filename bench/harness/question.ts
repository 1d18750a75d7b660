/** The types of a question and its contestants. */
import type { Measured } from "./measured.ts";

/** A library, or the bare primitive, that does the work of a question. */
export interface Contestant {
  readonly name: string;
  /** Information that a reader needs for a fair comparison. */
  readonly note: string;
  /** The contestants of each group have a separate table; "" when there is only one table. */
  readonly group: string;
  /** The name of its floor: the contestant that does only the unavoidable part of the work. */
  readonly floor: string | null;
  /** Does the work with the next input. Only this function is timed. */
  readonly run: () => unknown;
  /**
   * Prepares the inputs for the given number of runs, untimed, before a slice. `null` when a slice may
   * have any number of runs.
   */
  readonly prepare: ((runs: number) => Promise<void>) | null;
  /** The number of operations of one `run`. */
  readonly operations: number;
  /** Throws unless every input gives the correct answer and the forged one is refused. */
  readonly check: () => Promise<void>;
}

/** `ours` takes at most `times` × the time of `against`, or `against` takes at least `times` × the time of `ours`. */
export interface RatioTarget {
  readonly ours: string;
  readonly bound: "at most" | "at least";
  readonly times: number;
  readonly against: string;
}

/** `ours` takes at most this time on any machine. Used only when a ratio is not meaningful. */
export interface TimeTarget {
  readonly ours: string;
  readonly bound: "at most";
  readonly nanoseconds: number;
}

export type Target = RatioTarget | TimeTarget;

export interface Question {
  readonly title: string;
  /** Describes one operation, and the measures for a fair comparison. */
  readonly about: readonly string[];
  readonly contestants: readonly Contestant[];
  /** Times that the question measured itself, when another process does the work. */
  readonly measured?: readonly Measured[];
  /** The contestants that all others are compared with; one column each. */
  readonly yardsticks: readonly string[];
  readonly targets: readonly Target[];
  /** The chart of the times. */
  readonly chart?: Chart;
  /** Results other than times. */
  readonly findings?: readonly Finding[];
  /** The reason why a smoke test leaves the question out. */
  readonly leftOut?: string;
}

/** A chart of times by the number of stored sessions. */
export interface Chart {
  readonly across: string;
  readonly curves: readonly Curve[];
}

export interface Curve {
  readonly name: string;
  readonly points: readonly { readonly stored: number; readonly contestant: string }[];
}

export interface Finding {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The environment and the size of a run. */
export interface Setting {
  /** A folder for files, removed after the run. */
  readonly folder: string;
  /** The number of sessions in each store. */
  readonly stored: number;
  /** The numbers of sessions for measurements of growth, the smallest first. */
  readonly sizes: readonly number[];
  /** Registers a function to call after the run, the last one first. */
  readonly atEnd: (close: () => unknown) => void;
}

export type Ask = (setting: Setting) => Promise<Question>;
