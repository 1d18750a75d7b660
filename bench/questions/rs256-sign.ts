import type { Question } from "../harness/question.ts";
import { rs256 } from "../tokens/kit.ts";
import { signQuestion } from "../tokens/signing.ts";

export async function ask(): Promise<Question> {
  return signQuestion(rs256());
}
