"use server";

import { redirect } from "next/navigation";
import { findTopic } from "@/lib/practice/content/topics";
import { keepEvent } from "@/lib/practice/progress/keep-event";

const GRADES = [1, 2, 3, 4] as const;

/** Grades a card for browsers that run no JavaScript. The page then shows the next card. */
export async function gradeCard(form: FormData): Promise<void> {
  const text = (name: string) => String(form.get(name) ?? "");
  const [topic, mode] = [text("topic"), text("mode")];
  const grade = GRADES.find((each) => String(each) === text("grade"));
  if (!findTopic(topic)?.modes.some(({ id }) => id === mode)) redirect("/practice");
  if (grade === undefined) redirect(`/practice/${topic}/${mode}#step`);
  await keepEvent({ topic, mode, item: text("card"), kind: "review", passed: grade > 1, grade });
  redirect(`/practice/${topic}/${mode}#step`);
}
