import { type Browser, chromium } from "playwright-core";
import { requireProgram } from "./program.ts";

// No sandbox, because Chromium does not start one as root. The other flags stop background requests.
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts the machine's Chromium, headless and with a new profile. The caller closes it.
 *
 * @param flags more flags of the command line.
 */
export async function launchChromium(flags: readonly string[] = []): Promise<Browser> {
  return await chromium.launch({
    executablePath: requireProgram("chromium"),
    args: [...FLAGS, ...flags],
  });
}
