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

/** A text that is too long to show, with how much of it is left out. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most)}… (and ${number.format(text.length - most)} characters)`;
}

/** "in 7 days", "3 minutes ago", "just now": the largest unit that is full. */
export function fromNow(date: Date, now: number): string {
  const seconds = Math.round((date.getTime() - now) / 1_000);
  if (Math.abs(seconds) < 5) return "just now";
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS[3];
  return relative.format(Math.round(seconds / size), unit);
}

/** "0.2 seconds", of milliseconds. */
export function secondsText(milliseconds: number): string {
  return `${tenths.format(milliseconds / 1_000)} seconds`;
}

/** "23 Nov 2026, 11:30 UTC", the same on every machine. */
export function dateText(date: Date): string {
  return `${absolute.format(date)} UTC`;
}
