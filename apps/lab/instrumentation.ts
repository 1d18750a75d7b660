/** Runs once as the server starts. What it needs is of Node, and stays out of Next's build for Edge. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { prepare } = await import("./lib/prepare");
  prepare();
}
