const MEMBERS = ["id", "userId", "user", "data", "expiresAt"];

/**
 * Makes the classic mistake loud in development: a promise is always true, so testing `auth().userId`
 * without `await` would let everybody or nobody in.
 */
export function mustBeAwaited<T>(promise: Promise<T>): Promise<T> {
  if (process.env["NODE_ENV"] === "production") return promise;
  for (const member of MEMBERS) {
    Object.defineProperty(promise, member, {
      configurable: true,
      get(): never {
        throw new TypeError(
          `auth() returns a promise: await it. Write (await auth())?.${member} instead of auth().${member}.`,
        );
      },
    });
  }
  return promise;
}
