declare global {
  /**
   * The keys of the written warnings. Global, because Next loads one copy of a module for each layer
   * of code.
   */
  var signetAuthWarnings: Set<string> | undefined;
}

/**
 * Writes a warning to the console, at most once in a process for each key. The message must not
 * contain a credential, a secret or session data.
 */
export function warnOnce(key: string, message: string): void {
  globalThis.signetAuthWarnings ??= new Set();
  if (globalThis.signetAuthWarnings.has(key)) return;
  globalThis.signetAuthWarnings.add(key);
  console.warn(`[signet-auth] ${message}`);
}

/** Checks whether `NODE_ENV` is `development`. Returns `false` without a `process`, as in browsers. */
export function inDevelopment(): boolean {
  return typeof process === "object" && process.env["NODE_ENV"] === "development";
}
