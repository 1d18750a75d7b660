import { formatDate, formatRelativeTime } from "@/lib/format";

/** Shows a time relative to now, followed by the date. */
export function DateTime({ at, now }: { readonly at: Date; readonly now: number }) {
  return (
    <time dateTime={at.toISOString()}>
      {formatRelativeTime(at, now)}{" "}
      <span className="text-xs whitespace-nowrap text-soft">{formatDate(at)}</span>
    </time>
  );
}
