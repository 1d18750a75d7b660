import type { Mail } from "signet-auth/sign-in/password";

/** Prints a mail in the terminal. Before you publish, send it. */
export async function send({ to, kind, url, appName }: Mail): Promise<void> {
  console.log(`A mail "${kind}" of ${appName} to ${to}: ${url ?? "no link"}`);
}
