import type { Operation } from "../history/operations.ts";

/** The operations on one session that happened, or may have happened. Times are nanoseconds. */
export interface SessionOutcome {
  /** When the first end was acknowledged; `Infinity` without one. */
  readonly ended: number;
  /** A description of the operations that ended it. */
  readonly by: string;
  /** When the first call began that ends it, acknowledged or not. */
  readonly endingBegun: number;
  /** The counts of its updates, the smallest first. `acknowledged` is `null` for an unknown result. */
  readonly counts: readonly { readonly count: number; readonly acknowledged: number | null }[];
}

/** Nanoseconds. */
const SECOND = 1e9;

type Ending = Operation & { readonly kind: "ended" | "user-ended" | "all-ended" };

/** Computes the outcome of each session with an acknowledged sign-in. */
export function outcomesOf(operations: readonly Operation[]): Map<string, SessionOutcome> {
  const endings = new Map<string, Ending[]>();
  const counts = new Map<string, { count: number; acknowledged: number | null }[]>();
  for (const operation of operations) {
    if (operation.kind === "updated") add(counts, operation.session, operation);
    else if (operation.kind === "ended") add(endings, `session ${operation.session}`, operation);
    else if (operation.kind === "user-ended") add(endings, `user ${operation.user}`, operation);
    else if (operation.kind === "all-ended") add(endings, "all", operation);
  }
  const known = new Map<string, SessionOutcome>();
  for (const operation of operations) {
    if (operation.kind !== "signed-in" || operation.acknowledged === null) continue;
    const { session, user, begun, acknowledged, isToken = false } = operation;
    const itsOwn = endings.get(`session ${session}`) ?? [];
    const ofMany = [...(endings.get(`user ${user}`) ?? []), ...(endings.get("all") ?? [])];
    // An end of many sessions ends those acknowledged before it began. It may end concurrent ones.
    const sure = [...itsOwn, ...ofMany.filter((each) => acknowledged <= each.begun)];
    const possible = [
      ...itsOwn,
      // An end of many sessions also ends tokens that were created later in the same second.
      ...ofMany.filter((each) => (each.acknowledged ?? Infinity) >= begun - (isToken ? SECOND : 0)),
    ];
    known.set(session, {
      by: sure.map(worded).join(", ") || "nothing",
      ended: Math.min(...sure.map((each) => each.acknowledged ?? Infinity)),
      endingBegun: Math.min(...possible.map((each) => each.begun)),
      counts: counts.get(session) ?? [],
    });
  }
  return known;
}

function worded({ kind, how = "", begun, acknowledged }: Ending): string {
  const took =
    acknowledged === null ? "without an answer" : `in ${(acknowledged - begun) / 1e6} ms`;
  return `${kind} ${how} ${took}`;
}

function add<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
