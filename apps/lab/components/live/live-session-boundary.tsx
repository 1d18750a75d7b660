"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { formatSeconds } from "@/lib/format";
import { sessionEndText } from "@/lib/session-end/session-end-text";
import { LinkButton } from "../ui/button";
import { Notice } from "../ui/notice";
import { PageHeading } from "../ui/page-heading";
import { isOver, type TimedSessionStatus } from "./session-events";
import { useLiveSession } from "./use-live-session";

/** Shows a page of a hybrid session. Replaces it with a message when the session ends. */
export function LiveSessionBoundary(props: {
  readonly session: string;
  /** The page to return to after the next sign-in. */
  readonly returnTo: string;
  readonly children: ReactNode;
}) {
  const { status } = useLiveSession(props.session);
  if (status === null || !isOver(status)) return props.children;
  return <Ended status={status} returnTo={props.returnTo} />;
}

function Ended(props: { readonly status: TimedSessionStatus; readonly returnTo: string }) {
  const { status, returnTo } = props;
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The element that had the focus no longer exists.
    page.current?.querySelector("h1")?.focus();
  }, []);
  return (
    <div ref={page} data-strategy="hybrid" className="max-w-2xl">
      <PageHeading strategy="hybrid" title="Your hybrid session has ended" />
      <div className="grid justify-items-start gap-5">
        <Notice tone="alarm" role="alert">
          <p>{endingText(status)}</p>
          {status.status === "revoked" && status.after !== null && (
            <p>
              This server refused it {formatSeconds(status.after)} after the store recorded its end.
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

function endingText(status: TimedSessionStatus): string {
  if (status.status === "revoked") return sessionEndText(status.end, status.now);
  return "This browser no longer has the cookie of the session.";
}
