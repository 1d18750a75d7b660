import Link from "next/link";
import { Seal } from "./seal";

const linkClass =
  "inline-flex min-h-11 items-center rounded-md px-3 text-sm text-soft hover:text-ink hover:underline underline-offset-4";

export function SiteHeader() {
  return (
    <header className="border-b border-line">
      <div className="mx-auto flex w-full max-w-7xl items-center justify-between gap-4 px-4 py-2 sm:px-8">
        <Link href="/" className="-ml-2 inline-flex min-h-11 items-center gap-2.5 rounded-md px-2">
          <Seal className="size-7" />
          <span className="font-semibold tracking-tight">Signet Lab</span>
        </Link>
        <nav aria-label="Pages" className="-mr-3 flex">
          <Link href="/" className={`${linkClass} hidden sm:inline-flex`}>
            Side by side
          </Link>
          <Link href="/register" className={linkClass}>
            New account
          </Link>
        </nav>
      </div>
    </header>
  );
}
