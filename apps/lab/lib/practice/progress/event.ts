import { z } from "zod";
import { id } from "../content/exercise";
import { LONGEST_CHOICE, LONGEST_WAIT } from "./limits";

/** The hours between UTC and local time are at most 14. */
const MOST_OFFSET = 14 * 60;

const name = id.max(64);

/** An event as a browser sends it. */
export const newEvent = z.strictObject({
  /** A UUID. The server stores a repeated id once. */
  id: z.uuid().toLowerCase(),
  topic: name,
  mode: name,
  /** The id of an exercise, a step or a card. The id of the mode for a reading mode. */
  item: name,
  kind: z.enum(["answer", "review", "read"]),
  passed: z.boolean(),
  /** The rating of a card in ts-fsrs: 1 again, 2 hard, 3 good, 4 easy. */
  grade: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]).nullish(),
  /** A round of the Test. */
  round: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .nullish(),
  /** The text of a chosen option. Never code that the visitor typed. */
  choice: z.string().max(LONGEST_CHOICE).nullish(),
  /** Minutes that the visitor's local time is ahead of UTC. */
  offset: z.number().int().min(-MOST_OFFSET).max(MOST_OFFSET).nullish(),
  /** Milliseconds from the answer to this request. More than 0 when an earlier request failed. */
  age: z.number().nonnegative().nullish(),
});

export type NewEventInput = z.input<typeof newEvent>;

/** An answer, a review of a card, or the end of a text. */
export interface PracticeEvent {
  readonly id: string;
  /** A user id: of an account or of a guest. */
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly topic: string;
  readonly mode: string;
  readonly item: string;
  readonly kind: "answer" | "review" | "read";
  readonly passed: boolean;
  readonly grade: 1 | 2 | 3 | 4 | null;
  readonly round: string | null;
  readonly choice: string | null;
  /** Minutes that the visitor's local time was ahead of UTC. `null` when the browser did not send it. */
  readonly offset: number | null;
}

/** Returns the event of a request that arrived at `now`. */
export function eventOf(
  input: z.output<typeof newEvent>,
  owner: string,
  now: number,
): PracticeEvent {
  const { age, grade, round, choice, offset, ...rest } = input;
  return {
    ...rest,
    owner,
    at: Math.round(now - Math.min(age ?? 0, LONGEST_WAIT)),
    grade: grade ?? null,
    round: round ?? null,
    choice: choice ?? null,
    offset: offset ?? null,
  };
}
