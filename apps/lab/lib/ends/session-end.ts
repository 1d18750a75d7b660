import { z } from "zod";

const sessionEnd = z.object({
  /** By another device; by itself; or by a new sign-in in its own browser, which takes its place. */
  how: z.enum(["revoked", "signed-out", "replaced"]),
  /** The label of the device it was ended from; `null` where that is not known. */
  device: z.string().nullable(),
  /** Milliseconds since the epoch, by the clock of the server that ended it. */
  at: z.number(),
});

/** Who ended a session, and when. Nothing in it is secret. */
export type SessionEnd = z.infer<typeof sessionEnd>;

export function formatEnd(end: SessionEnd): string {
  return JSON.stringify(end);
}

/** An end as it was noted, or `null` for any other text. */
export function parseEnd(text: string | null): SessionEnd | null {
  try {
    return sessionEnd.safeParse(JSON.parse(text ?? "null")).data ?? null;
  } catch {
    return null;
  }
}
