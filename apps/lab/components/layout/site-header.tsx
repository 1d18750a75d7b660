import Link from "next/link";
import { Suspense } from "react";
import { Logo } from "./logo";
import { SignedInStatus } from "./signed-in-status";

const linkClass =
  "min-h-11 items-center rounded-md px-3 text-sm whitespace-nowrap text-soft hover:text-ink hover:underline underline-offset-4";

/** Shows the Lab's name, links and signed-in users. On a phone, the users are on a line below. */
export function SiteHeader() {
  return (
    <header className="border-b border-line">
      <div className="mx-auto flex w-full max-w-7xl flex-wrap items-center gap-x-6 px-4 py-2 sm:px-8">
        <Link
          href="/"
          className="-ml-2 inline-flex min-h-11 items-center gap-2.5 rounded-md px-2 whitespace-nowrap"
        >
          <Logo className="size-7 shrink-0" />
          <span className="font-semibold tracking-tight">Signet Lab</span>
        </Link>
        <nav aria-label="Pages" className="-mr-3 ml-auto flex sm:mr-0">
          <Link href="/" className={`${linkClass} hidden sm:inline-flex`}>
            All strategies
          </Link>
          <Link href="/register" className={`${linkClass} inline-flex`}>
            New account
          </Link>
        </nav>
        <div className="flex min-h-8 w-full min-w-0 items-center text-sm sm:w-auto sm:max-w-xs sm:border-l sm:border-line sm:pl-6">
          {/* A slow store must not delay the page. */}
          <Suspense>
            <SignedInStatus />
          </Suspense>
        </div>
      </div>
    </header>
  );
}
