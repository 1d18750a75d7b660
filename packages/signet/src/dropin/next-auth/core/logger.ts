import type { AuthOptions, LoggerInstance, WarningCode } from "../types.ts";

/** Returns the logger of the options. A missing level writes to the console, as in next-auth 4. */
export function loggerOf({ logger = {}, debug = false }: Partial<AuthOptions>): LoggerInstance {
  return {
    error: logger.error ?? logError,
    warn: logger.warn ?? logWarning,
    debug: logger.debug ?? (debug ? logDebug : ignore),
  };
}

function logError(code: string, metadata: Error | { error: Error; [key: string]: unknown }): void {
  const { message } = metadata instanceof Error ? metadata : metadata.error;
  console.error(
    `[next-auth][error][${code}]`,
    `\nhttps://next-auth.js.org/errors#${code.toLowerCase()}`,
    message,
    metadata,
  );
}

function logWarning(code: WarningCode): void {
  console.warn(
    `[next-auth][warn][${code}]`,
    `\nhttps://next-auth.js.org/warnings#${code.toLowerCase()}`,
  );
}

function logDebug(code: string, metadata: unknown): void {
  console.log(`[next-auth][debug][${code}]`, metadata);
}

function ignore(): void {}

export function asError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value));
}
