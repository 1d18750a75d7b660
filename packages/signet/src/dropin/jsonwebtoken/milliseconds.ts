const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const YEAR = 365.25 * DAY;

/**
 * The units of the package `ms`, in milliseconds. As in `ms`, a number without a unit means
 * milliseconds.
 */
const MILLISECONDS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...named(1, "", "ms", "msec", "msecs", "millisecond", "milliseconds"),
    ...named(SECOND, "s", "sec", "secs", "second", "seconds"),
    ...named(MINUTE, "m", "min", "mins", "minute", "minutes"),
    ...named(HOUR, "h", "hr", "hrs", "hour", "hours"),
    ...named(DAY, "d", "day", "days"),
    ...named(WEEK, "w", "week", "weeks"),
    ...named(YEAR, "y", "yr", "yrs", "year", "years"),
  }),
);

/** The longest text, in characters; `ms` has the same limit. */
const LONGEST = 100;

/**
 * A number, spaces, letters. The pattern reads each character at most twice, so its time is linear.
 */
const FORM = /^(-?(?:\d*\.)?\d+) *([a-z]*)$/i;

function named(milliseconds: number, ...names: string[]): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, milliseconds]));
}

/**
 * Returns the milliseconds of a text such as `"2 days"`, `"1.5h"`, `"-3s"` or `"120"`; `undefined`
 * for another text.
 */
export function milliseconds(text: string): number | undefined {
  const match = text.length > LONGEST ? null : FORM.exec(text);
  const unit = MILLISECONDS.get(match?.[2]?.toLowerCase() ?? "none");
  return unit === undefined ? undefined : Number.parseFloat(match?.[1] ?? "") * unit;
}
