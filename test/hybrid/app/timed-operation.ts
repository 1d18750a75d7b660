import { SignetError } from "signet-auth";
import { machineTime } from "../../harness/machine-time.ts";
import type { Operation } from "../history/operations.ts";
import type { Message } from "./messages.ts";
import type { Device } from "./user.ts";

/** Where a writer records its operations and sends its messages. */
export interface Output {
  /** Records operations that were done, or may have been. */
  readonly record: (operations: readonly Operation[]) => void;
  readonly send: (message: Message) => void;
}

/** An operation without its times. */
export type Untimed = Operation extends infer One
  ? One extends Operation
    ? Omit<One, "begun" | "acknowledged">
    : never
  : never;

/**
 * Makes a call and records its operations with their times.
 *
 * @param done the operations of a successful call
 * @param inDoubt the operations that may have happened when the call fails
 * @returns the result of the call; `null` when it failed: the operations may have happened or not
 */
export async function timed<T>(
  output: Output,
  call: () => Promise<T>,
  done: (result: T) => readonly Untimed[],
  inDoubt: readonly Untimed[],
): Promise<T | null> {
  const begun = machineTime();
  try {
    const result = await call();
    const acknowledged = machineTime();
    const operations = done(result).map((each) => ({ ...each, begun, acknowledged }));
    output.record(operations);
    output.send({ done: operations.filter(({ kind }) => kind.endsWith("ended")).length });
    return result;
  } catch (error) {
    output.record(inDoubt.map((each) => ({ ...each, begun, acknowledged: null })));
    if (error instanceof SignetError) return null;
    throw error;
  }
}

/** Returns the operation that ends the session of a device; nothing without a device. */
export function ended(device: Device | undefined, how: string): Untimed[] {
  return device === undefined ? [] : [{ kind: "ended", session: device.session, how }];
}
