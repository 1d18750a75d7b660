import { dateText, fromNow } from "@/lib/words";

/** A point in time in words, with the date behind it. */
export function Moment({ at, now }: { readonly at: Date; readonly now: number }) {
  return (
    <time dateTime={at.toISOString()}>
      {fromNow(at, now)} <span className="text-xs whitespace-nowrap text-soft">{dateText(at)}</span>
    </time>
  );
}
