/** Returns the address of an operation of a method; without `operation` the one of its sign-in. */
export function addressOf(
  basePath = "/api/auth",
  method: string,
  operation: string | undefined,
): string {
  const address = `${basePath}/sign-in/${method}`;
  return operation === undefined || operation === "signIn" ? address : `${address}/${operation}`;
}
