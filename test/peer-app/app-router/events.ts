declare global {
  var peerAppEvents: string[] | undefined;
}

/** Remembers an event of next-auth in this process. */
export function record(event: string): void {
  globalThis.peerAppEvents = [...recorded(), event];
}

export function recorded(): string[] {
  return globalThis.peerAppEvents ?? [];
}
