import { readBetterAuth } from "../../../lib/better-auth.ts";
import { answer, refused } from "../../../lib/person.ts";

export async function GET() {
  const person = await readBetterAuth();
  return person === null ? refused() : answer(person);
}
