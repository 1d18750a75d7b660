import { readNextAuth4 } from "../../../lib/next-auth-4.ts";
import { answer, refused } from "../../../lib/person.ts";

export async function GET() {
  const person = await readNextAuth4();
  return person === null ? refused() : answer(person);
}
