import Link from "next/link";
import { Suspense } from "react";
import { Logo } from "./logo";
import { SectionLink } from "./section-link";
import { SignedInStatus } from "./signed-in-status";

const PART_CLASS =
  "inline-flex min-h-11 items-center border-b-3 border-transparent px-1 text-sm font-semibold whitespace-nowrap text-soft underline-offset-4 hover:text-ink hover:underline aria-[current]:border-ink aria-[current]:text-ink aria-[current]:no-underline";

/** Shows the Lab's name, its two parts and the signed-in users. On a phone, the users are on a line below. */
export function SiteHeader() {
  return (
    <header className="border-b border-line">
      <div className="mx-auto flex w-full max-w-7xl flex-wrap items-center gap-x-3 px-4 pt-2 sm:gap-x-6 sm:px-8">
        <SectionLink
          href="/"
          className="-ml-2 inline-flex min-h-11 items-center gap-2.5 rounded-md px-2 whitespace-nowrap"
        >
          <Logo className="size-7 shrink-0" />
          <span className="font-semibold tracking-tight max-[359px]:sr-only">Signet Lab</span>
        </SectionLink>
        <nav
          aria-label="Parts of the Lab"
          className="ml-auto flex gap-x-4 self-end sm:ml-2 sm:gap-x-5"
        >
          <SectionLink href="/" className={PART_CLASS} marksCurrent>
            Compare
          </SectionLink>
          <SectionLink href="/practice" className={PART_CLASS} marksCurrent>
            Practise
          </SectionLink>
        </nav>
        <div className="flex min-h-11 w-full min-w-0 items-center justify-between gap-x-4 border-t border-line text-sm sm:ml-auto sm:w-auto sm:max-w-md sm:justify-end sm:border-t-0">
          {/* A slow store must not delay the page. */}
          <Suspense fallback={<span />}>
            <SignedInStatus />
          </Suspense>
          <Link
            href="/register"
            className="inline-flex min-h-11 shrink-0 items-center rounded-md whitespace-nowrap text-soft underline-offset-4 hover:text-ink hover:underline"
          >
            New account
          </Link>
        </div>
      </div>
    </header>
  );
}
