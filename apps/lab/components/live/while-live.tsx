"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { endText } from "@/lib/ends/end-text";
import { secondsText } from "@/lib/words";
import { LinkButton } from "../ui/button";
import { Notice } from "../ui/notice";
import { PageHeading } from "../ui/page-heading";
import { isOver, type WatchedNow } from "./stream";
import { useLive } from "./use-live";

/** A page of a hybrid session. When the session ends, the page says so in place of what it showed. */
export function WhileLive(props: {
  readonly session: string;
  /** Where to go on after signing in again. */
  readonly returnTo: string;
  readonly children: ReactNode;
}) {
  const { watched } = useLive(props.session);
  if (watched === null || !isOver(watched)) return props.children;
  return <Ended watched={watched} returnTo={props.returnTo} />;
}

function Ended(props: { readonly watched: WatchedNow; readonly returnTo: string }) {
  const { watched, returnTo } = props;
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What had the focus is gone.
    page.current?.querySelector("h1")?.focus();
  }, []);
  return (
    <div ref={page} data-strategy="hybrid" className="max-w-2xl">
      <PageHeading strategy="hybrid" title="Your hybrid session has ended" />
      <div className="grid justify-items-start gap-5">
        <Notice tone="alarm" role="alert">
          <p>{sentenceFor(watched)}</p>
          {watched.status === "revoked" && watched.after !== null && (
            <p>
              This server refused it {secondsText(watched.after)} after its end was written in the
              store.
            </p>
          )}
        </Notice>
        <LinkButton
          kind="primary"
          href={`/hybrid/sign-in?returnTo=${encodeURIComponent(returnTo)}`}
        >
          Sign in again
        </LinkButton>
      </div>
    </div>
  );
}

function sentenceFor(watched: WatchedNow): string {
  if (watched.status === "revoked") return endText(watched.end, watched.now);
  return "This browser no longer holds its cookie.";
}
