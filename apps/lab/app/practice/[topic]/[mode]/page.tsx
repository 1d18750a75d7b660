import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ModeHeading } from "@/components/practice/layout/mode-heading";
import { ModeNavigation } from "@/components/practice/layout/mode-navigation";
import { ExerciseMode } from "@/components/practice/modes/exercise-mode";
import { ReadMode } from "@/components/practice/read/read-mode";
import { findTopic } from "@/lib/practice/content/topics";
import { one, type Query } from "@/lib/practice/read/query";

interface Props {
  readonly params: Promise<{ readonly topic: string; readonly mode: string }>;
  readonly searchParams: Promise<Query>;
}

/** Returns the mode that the address names. Answers 404 for any other name. */
async function find(params: Props["params"]) {
  const { topic, mode: id } = await params;
  const content = findTopic(topic) ?? notFound();
  const mode = content.modes.find((each) => each.id === id) ?? notFound();
  return { content, mode };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { content, mode } = await find(params);
  return { title: `${mode.title} · ${content.topic.title}`, description: mode.summary };
}

export default async function Page({ params, searchParams }: Props) {
  const { content, mode } = await find(params);
  const query = await searchParams;
  return (
    <>
      <ModeHeading content={content} mode={mode} />
      {mode.kind === "read" ? (
        <ReadMode content={content} mode={mode} query={query} />
      ) : (
        <ExerciseMode
          content={content}
          mode={mode}
          at={one(query["at"])}
          answer={one(query["answer"])}
          round={one(query["round"])}
        />
      )}
      <ModeNavigation content={content} mode={mode} />
    </>
  );
}
