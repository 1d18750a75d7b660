import { type SessionRecord, userTag } from "signet-auth";

/** A call of a store, as recorded in a history. Times are milliseconds since the Unix epoch. */
export type Call =
  | {
      readonly kind: "create";
      readonly id: string;
      readonly userId: string;
      readonly createdAt: number;
      readonly seen: string;
      readonly most: number | null;
      readonly replacing: string | null;
    }
  | { readonly kind: "find"; readonly id: string }
  | {
      readonly kind: "renew";
      readonly id: string;
      readonly renewedAt: number;
      readonly expiresAt: number;
      readonly ifRenewedAt: number;
    }
  | {
      readonly kind: "update";
      readonly id: string;
      readonly data: string;
      readonly ifVersion: number;
    }
  | { readonly kind: "revoke"; readonly id: string }
  | { readonly kind: "list"; readonly userId: string }
  | {
      readonly kind: "adopt";
      readonly id: string;
      readonly userId: string;
      readonly createdAt: number;
      readonly seen: string;
      readonly mayBegin: boolean;
    }
  | {
      readonly kind: "findToAdopt";
      readonly id: string;
      readonly userId: string;
      readonly createdAt: number;
    }
  | { readonly kind: "bar"; readonly id: string }
  | {
      readonly kind: "barUser";
      readonly userId: string;
      readonly except: string | null;
      readonly createdUntil: number;
    }
  | { readonly kind: "revokeByUser"; readonly userId: string; readonly except: string | null };

/**
 * The answer of a store: a number, a boolean, a record in the form of {@link seenOf}, a list of
 * `id seen`, `barred`, or `begun` or `here` before the record of an adopted session.
 */
export type Answer = number | boolean | string | null | readonly string[];

/** One call of a store and its answer. Times are nanoseconds of the machine's monotonic clock. */
export interface Operation {
  readonly call: Call;
  readonly start: number;
  /** `null` without an answer, or after an error: the operation may happen at any time, or never. */
  readonly end: number | null;
  /** `null` without an end. */
  readonly answer: Answer;
}

type Changing = Pick<SessionRecord, "renewedAt" | "expiresAt" | "version" | "data">;

/** Returns the changeable fields of a record as one text. */
export function seenOf({ renewedAt, expiresAt, version, data }: Changing): string {
  return JSON.stringify([renewedAt, expiresAt, version, data]);
}

/** The reverse of {@link seenOf}. */
export function changingOf(seen: string): Changing {
  const [renewedAt, expiresAt, version, data] = JSON.parse(seen);
  return { renewedAt, expiresAt, version, data };
}

/** Returns the user tag of a call. No operation concerns sessions of two user tags. */
export function placeOf(call: Call): string {
  return "userId" in call ? userTag(call.userId) : call.id.slice(0, 4);
}
