import Bowser from "bowser";

/** A name for a device that people recognise, such as "Firefox on Linux"; `null` when nothing tells. */
export function labelOf(userAgent: string | null): string | null {
  if (userAgent === null || userAgent === "") return null;
  const { browser, os } = Bowser.parse(userAgent);
  const program = browser.name || /^[\w.-]+/.exec(userAgent)?.[0];
  if (program === undefined) return os.name ?? null;
  return os.name ? `${program} on ${os.name}` : program;
}
