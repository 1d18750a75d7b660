import { z } from "zod";
import type { PracticeEvent } from "./event";

const row = z.object({
  id: z.string(),
  owner: z.string(),
  at: z.number(),
  topic: z.string(),
  mode: z.string(),
  item: z.string(),
  kind: z.enum(["answer", "review", "read"]),
  passed: z.number().transform((number) => number === 1),
  grade: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]).nullable(),
  round: z.string().nullable(),
  choice: z.string().nullable(),
  offset: z.number().nullable(),
});

/** Returns the event of a row of the table `events`. */
export function eventOfRow(from: unknown): PracticeEvent {
  return row.parse(from);
}
