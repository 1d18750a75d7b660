import Bowser from "bowser";

/** A name for a device that people recognise, such as "Firefox on Linux". */
export function deviceLabel(userAgent: string | null): string {
  if (userAgent === null || userAgent === "") return "Unknown device";
  const { browser, os } = Bowser.parse(userAgent);
  return [browser.name ?? "A program", os.name].filter(Boolean).join(" on ");
}
