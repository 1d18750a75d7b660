declare global {
  /** Keys of the warnings given. Of the process, because Next gives each kind of code its own modules. */
  var signetAuthWarnings: Set<string> | undefined;
}

/**
 * Writes a warning to the console, once in a process for each key. The message must not hold a
 * credential, a secret or session data.
 */
export function warnOnce(key: string, message: string): void {
  globalThis.signetAuthWarnings ??= new Set();
  if (globalThis.signetAuthWarnings.has(key)) return;
  globalThis.signetAuthWarnings.add(key);
  console.warn(`[signet-auth] ${message}`);
}

/** Tells whether `NODE_ENV` is `development`; `false` where there is no `process`, as in browsers. */
export function inDevelopment(): boolean {
  return typeof process === "object" && process.env["NODE_ENV"] === "development";
}
