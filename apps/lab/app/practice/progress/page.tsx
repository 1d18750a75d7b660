import type { Metadata } from "next";
import { ProgressPage } from "@/components/practice/progress/progress-page";
import { readProgress } from "@/lib/practice/progress/read-progress";

export const metadata: Metadata = { title: "Your progress" };

export default async function Page(props: {
  readonly searchParams: Promise<{ readonly deleted?: string | string[] }>;
}) {
  const { deleted } = await props.searchParams;
  return <ProgressPage progress={await readProgress()} deleted={deleted} now={Date.now()} />;
}
