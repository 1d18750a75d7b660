import { readJose } from "../../../lib/jose.ts";
import { answer, refused } from "../../../lib/person.ts";

export async function GET() {
  const person = await readJose();
  return person === null ? refused() : answer(person);
}
