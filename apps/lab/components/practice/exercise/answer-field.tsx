"use client";

import type { Exercise } from "@/lib/practice/content/exercise";
import { Choose } from "./choose";
import { Edit } from "./edit";
import { FillIn } from "./fill-in";
import type { AnswerFieldProps } from "./parts";
import { Predict } from "./predict";

/** The place where the visitor answers, by the kind of the exercise. */
export function AnswerField({
  exercise,
  ...props
}: AnswerFieldProps & { readonly exercise: Exercise }) {
  switch (exercise.kind) {
    case "fill-in":
      return <FillIn exercise={exercise} {...props} />;
    case "choose":
      return <Choose exercise={exercise} {...props} />;
    case "predict":
      return <Predict exercise={exercise} {...props} />;
    case "mend":
    case "write":
      return <Edit exercise={exercise} {...props} />;
  }
}
