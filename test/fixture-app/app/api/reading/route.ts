import { isStoreUnavailable } from "signet-auth/next";
import { auth } from "../../../lib/auth";

export async function GET(): Promise<Response> {
  const reading = await auth.read();
  if (reading.status !== "unavailable") return Response.json(reading);
  // The cause of an outage belongs in the log and not in the response.
  const thrown = await auth().then(() => false, isStoreUnavailable);
  return Response.json({ status: reading.status, thrown });
}
