import { type Browser, chromium } from "playwright-core";
import { requireProgram } from "./program.ts";

// No sandbox, because root cannot have one; and nothing that would call home.
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The machine's own Chromium, headless, with a new profile. The caller closes it. */
export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({ executablePath: requireProgram("chromium"), args: FLAGS });
}
