import type { OutlineEntry } from "@/lib/practice/read/outline";

/** Links to the parts of a page. It stays in view on wide screens, and phones do not show it. */
export function Outline({ entries }: { readonly entries: readonly OutlineEntry[] }) {
  return (
    <nav aria-label="On this page" className="sticky top-6 hidden lg:block">
      <p className="pb-2 text-sm font-semibold">On this page</p>
      <ol className="border-l-2 border-line text-sm">
        {entries.map(({ id, title }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="-ml-0.5 block border-l-2 border-transparent py-1.5 pl-4 text-pretty text-soft hover:border-ink hover:text-ink"
            >
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
