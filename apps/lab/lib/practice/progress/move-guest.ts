import "server-only";
import { hybridAuth } from "../../auth";
import { isGuest } from "../guest";
import { practiceLog } from "./practice-log";

/** Returns the user id of the guest who sent the current request. `null` for any other visitor. */
export async function currentGuest(): Promise<string | null> {
  const reading = await hybridAuth.read();
  if (reading.status !== "active") return null;
  const { userId } = reading.session;
  return isGuest(userId) ? userId : null;
}

/** Gives the events of a guest to an account, after the sign-in. */
export function moveGuest(guest: string, userId: string): void {
  practiceLog().move(guest, userId);
}
