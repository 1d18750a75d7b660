import type { Question } from "../harness/question.ts";
import { rs256 } from "../tokens/kit.ts";
import { verifyQuestion } from "../tokens/verifying.ts";

export function ask(): Promise<Question> {
  return verifyQuestion(rs256());
}
