import { answer, refused } from "../../../lib/person.ts";
import { signetHybrid } from "../../../lib/signet.ts";

export async function GET() {
  const session = await signetHybrid();
  return session === null ? refused() : answer(session.data);
}
