import Bowser from "bowser";

/** Returns a name for a device, such as "Firefox on Linux"; `null` when the User-Agent names neither. */
export function labelOf(userAgent: string | null): string | null {
  if (userAgent === null || userAgent === "") return null;
  const { browser, os } = Bowser.parse(userAgent);
  const program = browser.name || /^[\w.-]+/.exec(userAgent)?.[0];
  if (program === undefined) return os.name ?? null;
  return os.name ? `${program} on ${os.name}` : program;
}
