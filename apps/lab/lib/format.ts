const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const absolute = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "short",
  timeZone: "UTC",
});

const number = new Intl.NumberFormat("en");
const tenths = new Intl.NumberFormat("en", { maximumFractionDigits: 1, minimumFractionDigits: 1 });

/** Cuts a text to `most` characters and adds the number of omitted characters. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most)}… (and ${number.format(text.length - most)} characters)`;
}

/** Returns for example "in 7 days", "3 minutes ago" or "just now". Uses the largest unit that is not zero. */
export function formatRelativeTime(date: Date, now: number): string {
  const seconds = Math.round((date.getTime() - now) / 1_000);
  if (Math.abs(seconds) < 5) return "just now";
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS[3];
  return relative.format(Math.round(seconds / size), unit);
}

/** Returns for example "0.2 seconds". */
export function formatSeconds(milliseconds: number): string {
  return `${tenths.format(milliseconds / 1_000)} seconds`;
}

/** Returns for example "23 Nov 2026, 11:30 UTC", on every machine in UTC. */
export function formatDate(date: Date): string {
  return `${absolute.format(date)} UTC`;
}
