import type { Exercise } from "@/lib/practice/content/exercise";
import type { Answer } from "@/lib/practice/content/program";

/** Returns the answer in a form, or `null` while a part of it is empty. */
export function answerOfForm(exercise: Exercise, form: FormData): Answer | null {
  const text = (name: string) => String(form.get(name) ?? "");
  switch (exercise.kind) {
    case "choose":
    case "predict": {
      const option = form.get("option");
      return option === null ? null : { kind: "option", option: Number(option) };
    }
    case "fill-in": {
      const texts = exercise.blanks.map((_, place) => text(`text-${place}`).trim());
      return texts.includes("") ? null : { kind: "blanks", texts };
    }
    case "mend":
    case "write":
      return { kind: "text", text: text("text") };
  }
}
