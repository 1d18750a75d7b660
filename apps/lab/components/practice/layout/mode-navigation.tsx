import Link from "next/link";
import type { TopicContent } from "@/lib/practice/content/load";
import type { Mode } from "@/lib/practice/content/topic";
import { lengthText } from "@/lib/practice/read/texts";

/** Links to the modes before and after this one. */
export function ModeNavigation(props: { readonly content: TopicContent; readonly mode: Mode }) {
  const { topic, modes } = props.content;
  const place = modes.indexOf(props.mode);
  const before = modes[place - 1];
  const after = modes[place + 1];
  return (
    <nav aria-label="Modes" className="mt-12 grid gap-4 sm:grid-cols-2">
      {before ? <ModeLink topic={topic.id} mode={before} label="Previous mode" /> : <span />}
      {after ? (
        <ModeLink topic={topic.id} mode={after} label="Next mode" isNext />
      ) : (
        <Link href={`/practice/${topic.id}`} className={`${LINK_CLASS} border-ink sm:text-right`}>
          <span className="text-xs text-soft">This was the last mode</span>
          <span className="font-semibold">See what you have done →</span>
        </Link>
      )}
    </nav>
  );
}

const LINK_CLASS =
  "grid min-h-11 gap-0.5 rounded-xl border bg-card px-5 py-3 underline-offset-4 hover:border-ink hover:underline";

function ModeLink(props: {
  readonly topic: string;
  readonly mode: Mode;
  readonly label: string;
  readonly isNext?: boolean;
}) {
  const { topic, mode, label, isNext = false } = props;
  return (
    <Link
      href={`/practice/${topic}/${mode.id}`}
      className={`${LINK_CLASS} ${isNext ? "border-ink sm:text-right" : "border-line"}`}
    >
      <span className="text-xs text-soft">
        {label} · {lengthText(mode.minutes)}
      </span>
      <span className="font-semibold">
        {!isNext && <span aria-hidden="true">← </span>}
        {mode.title}
        {isNext && <span aria-hidden="true"> →</span>}
      </span>
    </Link>
  );
}
