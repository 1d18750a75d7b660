/** The measured times of a contestant. */
export interface Measured {
  readonly name: string;
  readonly note: string;
  readonly group: string;
  readonly floor: string | null;
  /** The time of one operation in each round, with garbage collection; nanoseconds. */
  readonly rounds: readonly number[];
  /** The processor time of one operation in each round, of all threads; nanoseconds. */
  readonly cpuRounds: readonly number[];
}
