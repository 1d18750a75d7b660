import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { TopicOverview } from "@/components/practice/overview/topic-overview";
import { findTopic } from "@/lib/practice/content/topics";
import { readProgress } from "@/lib/practice/progress/read-progress";
import { topicSummary } from "@/lib/practice/progress/topic-summary";

interface Props {
  readonly params: Promise<{ readonly topic: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const content = findTopic((await params).topic);
  return content ? { title: content.topic.title, description: content.topic.summary } : {};
}

export default async function Page({ params }: Props) {
  const content = findTopic((await params).topic) ?? notFound();
  const { events } = await readProgress();
  return (
    <>
      <p className="pt-8 pb-6 text-sm sm:pt-10">
        <Link
          href="/practice"
          className="text-soft underline-offset-4 hover:text-ink hover:underline"
        >
          <span aria-hidden="true">← </span>
          All topics
        </Link>
      </p>
      <TopicOverview
        content={content}
        summary={topicSummary(content, events, Date.now())}
        isAlone
      />
    </>
  );
}
