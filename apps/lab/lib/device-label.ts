import Bowser from "bowser";

/** A name for a device that people recognise, such as "Firefox on Linux". */
export function deviceLabel(userAgent: string | null): string {
  if (userAgent === null || userAgent === "") return "Unknown device";
  const { browser, os } = Bowser.parse(userAgent);
  const program = browser.name || /^[\w.-]+/.exec(userAgent)?.[0] || "A program";
  return os.name ? `${program} on ${os.name}` : program;
}
