import { answer, refused } from "../../../lib/person.ts";
import { signetJwt } from "../../../lib/signet.ts";

export async function GET() {
  const session = await signetJwt();
  return session === null ? refused() : answer(session.data);
}
