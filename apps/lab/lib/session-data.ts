import { z } from "zod";

/**
 * What a note may take as JSON; bytes. It is more than a JWT's one cookie can hold, and little enough
 * that the cookies of all sides together stay below the 16 KiB of headers that Node takes.
 */
export const LARGEST_NOTE = 4_000;

/** What every session of the Lab carries, under every strategy. */
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
