import { readIronSession } from "../../../lib/iron-session.ts";
import { answer, refused } from "../../../lib/person.ts";

export async function GET() {
  const person = await readIronSession();
  return person === null ? refused() : answer(person);
}
