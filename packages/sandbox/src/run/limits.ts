/** The most work of a program in milliseconds. QuickJS checks it between two steps of the program. */
export const MOST_WORK_MS = 250;

/** The most work on a slow device. It lies below the limit from outside, so a learner reads about a loop. */
const MOST_WORK_ON_SLOW_DEVICE_MS = 700;

/** Milliseconds in which a desktop runs the file that prepares encryption. A slower device needs more. */
const PREPARED_ON_DESKTOP_MS = 45;

/**
 * Returns the most work of a program in milliseconds. A device that needs three times as long to prepare a
 * run may work three times as long, so that a right program is right on each device.
 *
 * @param preparedIn milliseconds in which the device ran the file that prepares encryption.
 */
export function mostWork(preparedIn: number): number {
  const work = (MOST_WORK_MS * preparedIn) / PREPARED_ON_DESKTOP_MS;
  return Math.round(Math.min(MOST_WORK_ON_SLOW_DEVICE_MS, Math.max(MOST_WORK_MS, work)));
}

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
