import type { Question } from "../harness/question.ts";
import { es256 } from "../tokens/kit.ts";
import { verifyQuestion } from "../tokens/verifying.ts";

export function ask(): Promise<Question> {
  return verifyQuestion(es256());
}
