"use client";

import { isStoreUnavailable } from "signet-auth/react";
import { Outage } from "@/components/outage";
import { buttonClass, LinkButton } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/page-heading";

export default function ErrorPage(props: { readonly error: unknown; readonly retry: () => void }) {
  const again = (
    <div className="flex flex-wrap gap-2">
      <button type="button" onClick={props.retry} className={buttonClass("primary")}>
        Try again
      </button>
      <LinkButton href="/">Side by side</LinkButton>
    </div>
  );
  if (isStoreUnavailable(props.error)) return <Outage>{again}</Outage>;
  return (
    <>
      <PageHeading title="Something went wrong">
        The server could not make this page. If you were signed in, you still are.
      </PageHeading>
      {again}
    </>
  );
}
