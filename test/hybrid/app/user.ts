import type { Message } from "./messages.ts";

/** A session of a user, as one device holds it. */
export interface Device {
  readonly session: string;
  /** The session limit goes by it; a token of `jwt()` has it in whole seconds. Milliseconds. */
  createdAt: number;
  credential: string;
  count: number;
}

/** A user of a writer, with the live sessions. */
export interface User {
  readonly id: string;
  readonly devices: Device[];
  /** When the user last ended several sessions at once; milliseconds. */
  endedMany: number;
}

/** Returns the oldest device; `null` when two devices are equally old. */
export function oldestOf(devices: readonly Device[]): Device | null {
  const first = Math.min(...devices.map(({ createdAt }) => createdAt));
  const [oldest = null, ...others] = devices.filter(({ createdAt }) => createdAt === first);
  return others.length === 0 ? oldest : null;
}

export function secondOf(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000);
}

/** Removes a device whose session has ended, and reports that the session needs no more reads. */
export function drop(
  devices: Device[],
  device: Device | undefined,
  send: (message: Message) => void,
): void {
  const at = device === undefined ? -1 : devices.indexOf(device);
  if (at < 0) return;
  const [dropped] = devices.splice(at, 1);
  if (dropped !== undefined) send({ over: [dropped.session] });
}
