import { z } from "zod";

/** What every session of the Lab carries, under every strategy. */
export const sessionData = z.object({
  name: z.string().trim().min(1).max(64),
  role: z.enum(["member", "admin"]),
});

export type SessionData = z.infer<typeof sessionData>;
