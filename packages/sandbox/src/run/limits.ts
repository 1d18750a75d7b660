/** The most work of a program in milliseconds. QuickJS checks it between two steps of the program. */
export const MOST_WORK_MS = 250;

/**
 * The most time of a run in milliseconds, from outside. One native call, such as a join of an array with
 * a billion members, has no steps, so only the end of the worker stops it.
 */
export const MOST_TIME_MS = 1_000;

/** The most memory of a program in bytes. */
export const MOST_MEMORY_BYTES = 64 * 1_048_576;

/** The most stack in bytes. More than this would overflow the stack of WebAssembly itself. */
export const MOST_STACK_BYTES = 256 * 1_024;

/** The most printed lines, recorded calls, frames and measurements, and the most characters of each. */
export const MOST_RECORDS = 500;
export const MOST_CHARACTERS = 20_000;
