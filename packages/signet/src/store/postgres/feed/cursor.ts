/** The position of a reader in the feed. Snapshots are texts of PostgreSQL's `pg_snapshot`. */
export interface Cursor {
  /** The reader has all events that are visible in this snapshot. */
  readonly seen: string;
  /** Within a run: the pages of the run have the events that are visible in this snapshot. Else `null`. */
  readonly target: string | null;
  /** Within a run: the transaction and the number of the last event that the reader has. */
  readonly last: readonly [transaction: string, number: string];
  /** When the run began, by the server's clock; milliseconds since the Unix epoch. */
  readonly time: number;
  /** When the server was started. Another server, or a server after a crash, may lack events. */
  readonly server: string;
}

/** A snapshot without any event: the first transaction of PostgreSQL has the number 3. */
export const NOTHING = "3:3:";
export const NO_EVENT = ["0", "0"] as const;

export function toText({ seen, target, last, time, server }: Cursor): string {
  return [seen, target ?? "", ...last, time, server].join("|");
}

/** Parses a cursor. Returns `null` if the text is not a cursor of this store. */
export function fromText(text: string): Cursor | null {
  const parts = FORM.exec(text);
  if (parts === null) return null;
  const [, seen = "", target = "", transaction = "0", number = "0", time = "", server = ""] = parts;
  return {
    seen,
    target: target === "" ? null : target,
    last: [transaction, number],
    time: Number(time),
    server,
  };
}

const SNAPSHOT = String.raw`\d{1,20}:\d{1,20}:(?:\d{1,20}(?:,\d{1,20})*)?`;
const FORM = new RegExp(
  String.raw`^(${SNAPSHOT})\|(${SNAPSHOT})?\|(\d{1,20})\|(\d{1,19})\|(\d{1,15})\|([^|]*)$`,
);
