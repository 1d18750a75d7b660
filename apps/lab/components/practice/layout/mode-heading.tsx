import Link from "next/link";
import type { TopicContent } from "@/lib/practice/content/load";
import type { Mode } from "@/lib/practice/content/topic";
import { factsText } from "@/lib/practice/read/texts";
import { Markdown } from "../markdown";

/** The heading of a mode, with the way back to its topic. */
export function ModeHeading(props: { readonly content: TopicContent; readonly mode: Mode }) {
  const { content, mode } = props;
  const number = content.modes.indexOf(mode) + 1;
  return (
    <header className="grid gap-3 pt-8 pb-8 sm:pt-10">
      <p className="text-sm">
        <Link
          href={`/practice/${content.topic.id}`}
          className="text-soft underline-offset-4 hover:text-ink hover:underline"
        >
          <span aria-hidden="true">← </span>
          {content.topic.title}
        </Link>
      </p>
      <h1
        tabIndex={-1}
        className="w-fit rounded-md text-2xl font-semibold tracking-tight focus-visible:outline-offset-4"
      >
        {mode.title}
      </h1>
      <div className="max-w-2xl text-soft">
        <Markdown text={mode.intro} level={3} />
      </div>
      <p className="text-xs text-soft">
        Mode {number} of {content.modes.length} · {factsText(mode)}
      </p>
    </header>
  );
}
