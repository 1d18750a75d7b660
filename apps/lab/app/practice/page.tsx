import type { Metadata } from "next";
import Link from "next/link";
import { TopicOverview } from "@/components/practice/overview/topic-overview";
import { PageHeading } from "@/components/ui/page-heading";
import { topics } from "@/lib/practice/content/topics";
import { readProgress } from "@/lib/practice/progress/read-progress";
import { topicSummary } from "@/lib/practice/progress/topic-summary";

export const metadata: Metadata = {
  title: "Practise",
  description:
    "Learn when to choose a JWT and when a session in Next.js. Every program runs in your browser, and every answer is graded by its run.",
};

export default async function Page() {
  const { events } = await readProgress();
  const now = Date.now();
  return (
    <>
      <PageHeading title="Practise">
        Every program runs in your browser against the real library, and every answer is graded by
        its run. You need no account.{" "}
        {events.length > 0 && (
          <Link href="/practice/progress" className="text-ink underline underline-offset-4">
            Your progress
          </Link>
        )}
      </PageHeading>
      <div className="grid gap-16">
        {/* The largest topic comes first. */}
        {topics()
          .toSorted((a, b) => b.modes.length - a.modes.length)
          .map((content) => (
            <TopicOverview
              key={content.topic.id}
              content={content}
              summary={topicSummary(content, events, now)}
            />
          ))}
      </div>
    </>
  );
}
