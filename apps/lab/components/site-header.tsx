import Link from "next/link";
import { Suspense } from "react";
import { Who } from "./account/who";
import { Seal } from "./seal";

const linkClass =
  "min-h-11 items-center rounded-md px-3 text-sm whitespace-nowrap text-soft hover:text-ink hover:underline underline-offset-4";

/** The Lab's name, its pages, and who is signed in: on phones below the rest, on a line of its own. */
export function SiteHeader() {
  return (
    <header className="border-b border-line">
      <div className="mx-auto flex w-full max-w-7xl flex-wrap items-center gap-x-6 px-4 py-2 sm:px-8">
        <Link
          href="/"
          className="-ml-2 inline-flex min-h-11 items-center gap-2.5 rounded-md px-2 whitespace-nowrap"
        >
          <Seal className="size-7 shrink-0" />
          <span className="font-semibold tracking-tight">Signet Lab</span>
        </Link>
        <nav aria-label="Pages" className="-mr-3 ml-auto flex sm:mr-0">
          <Link href="/" className={`${linkClass} hidden sm:inline-flex`}>
            Side by side
          </Link>
          <Link href="/register" className={`${linkClass} inline-flex`}>
            New account
          </Link>
        </nav>
        <div className="flex min-h-8 w-full min-w-0 items-center text-sm sm:w-auto sm:max-w-xs sm:border-l sm:border-line sm:pl-6">
          {/* A store that is slow must not hold the page up. */}
          <Suspense>
            <Who />
          </Suspense>
        </div>
      </div>
    </header>
  );
}
