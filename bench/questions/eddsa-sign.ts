import type { Question } from "../harness/question.ts";
import { edDsa } from "../tokens/kit.ts";
import { signQuestion } from "../tokens/signing.ts";

export async function ask(): Promise<Question> {
  return signQuestion(edDsa());
}
