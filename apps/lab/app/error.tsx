"use client";

import { isStoreUnavailable } from "signet-auth/react";
import { StoreUnavailable } from "@/components/session/store-unavailable";
import { buttonClass, LinkButton } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/page-heading";

export default function ErrorPage(props: { readonly error: unknown; readonly retry: () => void }) {
  const again = (
    <div className="flex flex-wrap gap-2">
      <button type="button" onClick={props.retry} className={buttonClass("primary")}>
        Try again
      </button>
      <LinkButton href="/">All strategies</LinkButton>
    </div>
  );
  if (isStoreUnavailable(props.error)) return <StoreUnavailable>{again}</StoreUnavailable>;
  return (
    <>
      <PageHeading title="Something went wrong">
        The server could not create this page. If you were signed in, you still are.
      </PageHeading>
      {again}
    </>
  );
}
