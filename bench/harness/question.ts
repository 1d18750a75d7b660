/** What a bench asks, and who answers. */

import type { Measured } from "./measure.ts";

/** One library, or the bare primitive, doing the work of a question. */
export interface Contestant {
  readonly name: string;
  /** What a reader must know to read its figure fairly. */
  readonly note: string;
  /** Contestants of one group have a table of their own; "" where there is but one table. */
  readonly group: string;
  /** Its floor: the contestant that does the unavoidable part of the same work. */
  readonly floor: string | null;
  /** Does the work, on the next of its inputs. This is what is timed. */
  readonly run: () => unknown;
  /**
   * Called before a slice, untimed, with how many runs it will be: lays in what they use up. `null`
   * where a slice may be as many short runs as fit.
   */
  readonly prepare: ((runs: number) => Promise<void>) | null;
  /** How many operations one `run` is. */
  readonly operations: number;
  /** Throws unless every input gives the right answer and the forged one is refused. */
  readonly check: () => Promise<void>;
}

/** "ours takes at most `times` × what it takes", or "it takes at least `times` × what ours takes". */
export interface RatioTarget {
  readonly ours: string;
  readonly bound: "at most" | "at least";
  readonly times: number;
  readonly against: string;
}

/** "ours takes at most so long", on whatever machine: only where a ratio says nothing. */
export interface TimeTarget {
  readonly ours: string;
  readonly bound: "at most";
  readonly nanoseconds: number;
}

export type Target = RatioTarget | TimeTarget;

export interface Question {
  readonly title: string;
  /** What one operation is, and what was done to be fair. */
  readonly about: readonly string[];
  readonly contestants: readonly Contestant[];
  /** What the question has timed by itself, where the work is done by another process. */
  readonly measured?: readonly Measured[];
  /** The contestants that all others are compared with, each in a column. */
  readonly yardsticks: readonly string[];
  readonly targets: readonly Target[];
  /** What is drawn of the times. */
  readonly chart?: Chart;
  /** What was found out besides times. */
  readonly findings?: readonly Finding[];
}

/** How long an operation takes, by how much is stored. */
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

/** Where and how thoroughly a question is asked. */
export interface Setting {
  /** A folder for its files, removed afterwards. */
  readonly folder: string;
  /** Sessions in each store. */
  readonly stored: number;
  /** Sessions in the stores whose growth is measured, the smallest first. */
  readonly sizes: readonly number[];
  /** Called when the question is answered, the last one first. */
  readonly atEnd: (close: () => unknown) => void;
}

export type Ask = (setting: Setting) => Promise<Question>;
