"use client";

import { Outage } from "@/components/outage";
import { buttonClass, LinkButton } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/page-heading";
import { OUTAGE } from "@/lib/outage-mark";

export default function ErrorPage(props: { readonly error: unknown; readonly retry: () => void }) {
  const again = (
    <div className="flex flex-wrap gap-2">
      <button type="button" onClick={props.retry} className={buttonClass("primary")}>
        Try again
      </button>
      <LinkButton href="/">Side by side</LinkButton>
    </div>
  );
  if (digestOf(props.error) === OUTAGE) return <Outage>{again}</Outage>;
  return (
    <>
      <PageHeading title="Something went wrong here">
        It is not your doing, and you are as signed in as you were before.
      </PageHeading>
      {again}
    </>
  );
}

function digestOf(error: unknown): unknown {
  return error instanceof Error && "digest" in error ? error.digest : null;
}
