/** How far a reader has got, and how much further its run goes. Snapshots are PostgreSQL's texts of them. */
export interface Cursor {
  /** All that was visible in it has been told. */
  readonly told: string;
  /** Within a run: what is visible in it is being told, */
  readonly target: string | null;
  /** up to this transaction and number. */
  readonly last: readonly [transaction: string, number: string];
  /** When its run began, by the server's clock; milliseconds since the epoch. */
  readonly time: number;
  /** When the server was started: another one, or the same after a crash, may not have all of it. */
  readonly server: string;
}

/** Nothing was told: no transaction is earlier than the third. */
export const NOTHING = "3:3:";
export const NO_EVENT = ["0", "0"] as const;

export function toText({ told, target, last, time, server }: Cursor): string {
  return [told, target ?? "", ...last, time, server].join("|");
}

/** `null` for what is no cursor of ours. */
export function fromText(text: string): Cursor | null {
  const parts = FORM.exec(text);
  if (parts === null) return null;
  const [, told = "", target = "", transaction = "0", number = "0", time = "", server = ""] = parts;
  return {
    told,
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
