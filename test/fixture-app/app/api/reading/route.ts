import { isStoreUnavailable } from "signet-auth/next";
import { auth } from "../../../lib/auth";

export async function GET(): Promise<Response> {
  const reading = await auth.read();
  if (reading.status !== "unavailable") return Response.json(reading);
  // What an outage was is for the log, not for the client.
  const thrown = await auth().then(() => false, isStoreUnavailable);
  return Response.json({ status: reading.status, thrown });
}
