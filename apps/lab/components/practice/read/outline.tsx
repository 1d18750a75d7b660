"use client";

import { useEffect, useState } from "react";
import type { OutlineEntry } from "@/lib/practice/read/outline";

/**
 * Links to the parts of a page, with a mark at the part in view. On wide screens they stay in view beside the
 * text. On narrow screens they open above the text.
 */
export function Outline({ entries }: { readonly entries: readonly OutlineEntry[] }) {
  const current = usePartInView(entries);
  return (
    <>
      <details className="rounded-xl border border-line bg-card lg:hidden">
        <summary className="min-h-11 cursor-pointer rounded-xl px-4 py-2.5 text-sm font-semibold">
          On this page
        </summary>
        <nav aria-label="On this page" className="px-4 pb-3">
          <Links entries={entries} current={null} />
        </nav>
      </details>
      <nav
        aria-label="On this page"
        className="sticky top-6 hidden max-h-[calc(100dvh-3rem)] overflow-y-auto pb-1 lg:order-last lg:block"
      >
        <p className="pb-2 text-sm font-semibold">On this page</p>
        <Links entries={entries} current={current} />
      </nav>
    </>
  );
}

function Links(props: {
  readonly entries: readonly OutlineEntry[];
  readonly current: string | null;
}) {
  return (
    <ol className="ml-px border-l-2 border-line text-sm">
      {props.entries.map(({ id, title }) => (
        <li key={id}>
          <a
            href={`#${id}`}
            aria-current={id === props.current ? "location" : undefined}
            className="-ml-0.5 block border-l-2 border-transparent py-1.5 pr-1 pl-4 text-pretty text-soft hover:text-ink focus-visible:-outline-offset-3 aria-[current]:border-ink aria-[current]:font-semibold aria-[current]:text-ink"
          >
            {title}
          </a>
        </li>
      ))}
    </ol>
  );
}

/** Returns the id of the last part that begins in the upper third of the window, or above it. */
function usePartInView(entries: readonly OutlineEntry[]): string | null {
  const [current, setCurrent] = useState<string | null>(null);
  useEffect(() => {
    const update = () => {
      const line = window.innerHeight / 3;
      const begun = entries.findLast(({ id }) => {
        const part = document.getElementById(id);
        return part !== null && part.getBoundingClientRect().top <= line;
      });
      setCurrent(begun?.id ?? null);
    };
    update();
    addEventListener("scroll", update, { passive: true });
    return () => removeEventListener("scroll", update);
  }, [entries]);
  return current;
}
