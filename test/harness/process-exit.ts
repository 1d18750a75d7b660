import { execFile } from "node:child_process";
import { promisify } from "node:util";

const READ_ONCE = `
  import { createSignet, hybrid } from "signet-auth";
  const signet = createSignet({ strategy: hybrid({ store }), secret: "a-secret-for-lonely-processes-0123456789-ab" });
  const host = { host: "localhost" };
  const { credential } = await signet.signIn(host, { userId: "ada" });
  const reading = await signet.read({ ...host, authorization: "Bearer " + credential });
  if (reading.decidedBy !== "view") throw new Error("It was read by " + reading.decidedBy + ".");
`;

/**
 * Runs a process that signs in and reads through hybrid(). Rejects unless the process exits by itself
 * within 8 seconds.
 *
 * @param opening code that declares `store`
 * @param closing code that closes the resources of the application itself
 */
export async function endsByItself(opening: string, closing: string, cwd: string): Promise<void> {
  const code = `${opening}\n${READ_ONCE}\n${closing}`;
  const args = ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", code];
  await promisify(execFile)(process.execPath, args, { cwd, timeout: 8_000 });
}
