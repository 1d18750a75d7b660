"use client";

import { useEffect, useState } from "react";
import type { OutlineEntry } from "@/lib/practice/read/outline";

/** Links to the parts of a page, with a mark at the part in view. It stays in view, and phones do not show it. */
export function Outline({ entries }: { readonly entries: readonly OutlineEntry[] }) {
  const current = usePartInView(entries);
  return (
    <nav
      aria-label="On this page"
      className="sticky top-6 hidden max-h-[calc(100dvh-3rem)] overflow-y-auto pb-1 lg:block"
    >
      <p className="pb-2 text-sm font-semibold">On this page</p>
      <ol className="ml-px border-l-2 border-line text-sm">
        {entries.map(({ id, title }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              aria-current={id === current ? "location" : undefined}
              className="-ml-0.5 block border-l-2 border-transparent py-1.5 pr-1 pl-4 text-pretty text-soft hover:text-ink focus-visible:-outline-offset-3 aria-[current]:border-ink aria-[current]:font-semibold aria-[current]:text-ink"
            >
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
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
