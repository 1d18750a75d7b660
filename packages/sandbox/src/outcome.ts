/** A program, and the time at which it runs. All values are plain data, so that they reach a worker. */
export interface Program {
  /** TypeScript by file name. A file imports another one as `./name`, with or without `.ts`. */
  readonly files: Readonly<Record<string, string>>;
  /** The file that runs. */
  readonly entry: string;
  /** The start of the clock, as an ISO 8601 date. */
  readonly at?: string;
  /** Expressions over the `seen` that the entry exports. */
  readonly claims?: readonly string[];
}

/** A line that the program printed with `console`. */
export interface Line {
  readonly level: "log" | "warn" | "error";
  readonly text: string;
}

/** A call of the check: what was called, what was wanted, and what came out. */
export interface Call {
  readonly call: string;
  readonly wanted: string;
  readonly got: string;
  readonly passed: boolean;
}

/** A step of a request's life, recorded with `frame`. All values are texts. */
export interface Frame {
  readonly title: string;
  readonly what: string;
  readonly input: string;
  readonly output: string;
  /** The part that works in this step. */
  readonly where: string;
  readonly variables: Readonly<Record<string, string>>;
  /** The cookies of the browser by name. */
  readonly cookies: Readonly<Record<string, string>>;
  /** The records of the store by id, or `null` for a strategy without a store. */
  readonly store: Readonly<Record<string, string>> | null;
}

/** A measurement, recorded with `measure`. */
export interface Measurement {
  readonly name: string;
  readonly times: number;
  /** Milliseconds of the real clock, for all times together. */
  readonly milliseconds: number;
}

export interface ProgramError {
  readonly name: string;
  readonly message: string;
  readonly file: string | null;
  readonly line: number | null;
}

/**
 * The reason of the end: the program finished, threw an error, worked too long, had to be stopped from
 * outside, or took too much memory.
 */
export type End = "finished" | "error" | "too-long" | "stopped" | "memory";

/** The result of a run. */
export interface Outcome {
  readonly end: End;
  /** One sentence for the learner, unless the program finished. */
  readonly sentence: string | null;
  readonly error: ProgramError | null;
  readonly lines: readonly Line[];
  readonly calls: readonly Call[];
  readonly frames: readonly Frame[];
  readonly measurements: readonly Measurement[];
  /** For each claim of the program: whether it is true. `null` for a claim that throws. */
  readonly claims: readonly (boolean | null)[];
  /** Real milliseconds from the start of the first own file to the end. */
  readonly milliseconds: number;
}

/** Checks whether a run passed: it finished, and every call of the check gave the wanted result. */
export function passed(outcome: Outcome): boolean {
  return (
    outcome.end === "finished" &&
    outcome.calls.length > 0 &&
    outcome.calls.every((each) => each.passed)
  );
}
