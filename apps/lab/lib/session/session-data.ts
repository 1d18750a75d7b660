import { z } from "zod";

/**
 * The largest size of a note in bytes of JSON. A JWT with such a note is too large for one cookie. The
 * cookies of all strategies together stay below the 16 KiB that Node.js allows for headers.
 */
export const LARGEST_NOTE = 4_000;

/** The data of every session of the Lab, under every strategy. */
export const sessionData = z.object({
  name: z.string().trim().min(1, "Use 1 to 64 characters").max(64, "Use 1 to 64 characters"),
  role: z.enum(["member", "admin"]),
  note: z
    .string()
    .refine((note) => Buffer.byteLength(JSON.stringify(note)) - 2 <= LARGEST_NOTE, {
      error: "Too long: use at most 4,000 bytes",
    })
    .optional(),
});

export type SessionData = z.infer<typeof sessionData>;
