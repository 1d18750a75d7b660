import { readNextAuth5 } from "../../../lib/next-auth-5.ts";
import { answer, refused } from "../../../lib/person.ts";

export async function GET() {
  const person = await readNextAuth5();
  return person === null ? refused() : answer(person);
}
