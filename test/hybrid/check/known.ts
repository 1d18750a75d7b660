import type { Deed } from "../record/deeds.ts";

/** What is known to have been done to one session, or may have been. Nanoseconds. */
export interface Known {
  /** When the first ending of it was acknowledged; endless when none was. */
  readonly ended: number;
  /** What ended it, in a few words. */
  readonly by: string;
  /** When the first ending of it, acknowledged or not, was begun. */
  readonly endingBegun: number;
  /** The counts it was given, the smallest first; `null` where nobody knows whether it was. */
  readonly counts: readonly { readonly count: number; readonly acknowledged: number | null }[];
}

/** Nanoseconds. */
const SECOND = 1e9;

type Ending = Deed & { readonly kind: "ended" | "user-ended" | "all-ended" };

/** From what writers wrote down to what is known of each session that was handed out. */
export function knownOf(deeds: readonly Deed[]): Map<string, Known> {
  const endings = new Map<string, Ending[]>();
  const counts = new Map<string, { count: number; acknowledged: number | null }[]>();
  for (const deed of deeds) {
    if (deed.kind === "updated") add(counts, deed.session, deed);
    else if (deed.kind === "ended") add(endings, `session ${deed.session}`, deed);
    else if (deed.kind === "user-ended") add(endings, `user ${deed.user}`, deed);
    else if (deed.kind === "all-ended") add(endings, "all", deed);
  }
  const known = new Map<string, Known>();
  for (const deed of deeds) {
    if (deed.kind !== "signed-in" || deed.acknowledged === null) continue;
    const { session, user, begun, acknowledged, isToken = false } = deed;
    const itsOwn = endings.get(`session ${session}`) ?? [];
    const ofMany = [...(endings.get(`user ${user}`) ?? []), ...(endings.get("all") ?? [])];
    // What ends many ends what was there before it began, and perhaps what came while it went on.
    const sure = [...itsOwn, ...ofMany.filter((each) => acknowledged <= each.begun)];
    const possible = [
      ...itsOwn,
      // What ends many does not know whether a token of the same second began before or after it.
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
