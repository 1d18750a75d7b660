import { z } from "zod";

const sessionEnd = z.object({
  /** Revoked by another device, signed out by itself, or replaced by a new sign-in of its browser. */
  how: z.enum(["revoked", "signed-out", "replaced"]),
  /** The label of the device that ended the session. `null` when it is unknown. */
  device: z.string().nullable(),
  /** Milliseconds since 1970, by the clock of the server that ended the session. */
  at: z.number(),
});

/** How, when and from which device a session ended. Contains no secret. */
export type SessionEnd = z.infer<typeof sessionEnd>;

export function formatSessionEnd(end: SessionEnd): string {
  return JSON.stringify(end);
}

/** Parses a record. Returns `null` for an invalid text. */
export function parseSessionEnd(text: string | null): SessionEnd | null {
  try {
    return sessionEnd.safeParse(JSON.parse(text ?? "null")).data ?? null;
  } catch {
    return null;
  }
}
