import { type SessionRecord, userTag } from "signet-auth";

/** What a store was asked, as a history keeps it. Times are milliseconds since the epoch. */
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
 * What a store answered: how many, whether, a record as {@link seenOf} writes it, a list of `id seen`,
 * or one of its words; after `begun` or `here` comes a record that was adopted.
 */
export type Answer = number | boolean | string | null | readonly string[];

/** One question to a store. Times are nanoseconds of the machine's monotonic clock. */
export interface Operation {
  readonly call: Call;
  readonly start: number;
  /** `null`: no answer came, or a refusal; it may have happened, may yet happen, or never. */
  readonly end: number | null;
  /** Only where there is an end. */
  readonly answer: Answer;
}

type Changing = Pick<SessionRecord, "renewedAt" | "expiresAt" | "version" | "data">;

/** What can change of a record, as one text. */
export function seenOf({ renewedAt, expiresAt, version, data }: Changing): string {
  return JSON.stringify([renewedAt, expiresAt, version, data]);
}

/** The reverse of {@link seenOf}. */
export function changingOf(seen: string): Changing {
  const [renewedAt, expiresAt, version, data] = JSON.parse(seen);
  return { renewedAt, expiresAt, version, data };
}

/** Sessions of one user share it, and no operation touches sessions of two. */
export function placeOf(call: Call): string {
  return "userId" in call ? userTag(call.userId) : call.id.slice(0, 4);
}
