/** Runs once at the start of the server. The import is dynamic, because the Edge build has no Node.js modules. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { checkEnvironment } = await import("./lib/server/check-environment");
  checkEnvironment();
}
