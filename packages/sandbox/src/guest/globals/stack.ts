/** `Error.captureStackTrace` of V8, which QuickJS lacks and the errors of the library use. */
export function captureStackTrace(target: object): void {
  const stack = new Error().stack ?? "";
  Object.defineProperty(target, "stack", { value: stack, writable: true, configurable: true });
}
