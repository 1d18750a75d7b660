"use client";

import Link from "next/link";
import type { Watched } from "@/lib/watch";
import { secondsText } from "@/lib/words";
import { useAnswers } from "./ui/use-answers";

const DECIDERS = {
  view: "by the list of what ended, which this server keeps; the store was not asked",
  store: "by the store, which this server asked",
  token: "by the token alone, because the store does not answer",
};

const isOver = ({ status }: Watched) => status === "revoked" || status === "signed-out";

/** Asks the server over and over who this is, and says when it no longer knows. */
export function Watch() {
  const heard = useAnswers("/api/hybrid/watch", isOver);
  return (
    <p role="status" className="text-sm text-soft">
      <Said watched={heard?.answer ?? null} />
    </p>
  );
}

function Said({ watched }: { readonly watched: Watched | null }) {
  switch (watched?.status) {
    case undefined:
      return "Asking four times a second…";
    case "active":
      return (
        <>
          <Word>Yes.</Word> Asked four times a second, and decided {DECIDERS[watched.decidedBy]}.
        </>
      );
    case "unavailable":
      return (
        <>
          <Word>Nobody can tell</Word> while the store does not answer. The cookie stays.
        </>
      );
    case "revoked":
      return (
        <>
          <Word>No: it was ended elsewhere.</Word>{" "}
          {watched.after === null
            ? "This server refuses it."
            : `This server refused it ${secondsText(watched.after)} after its end was written in the store.`}{" "}
          <SignIn />
        </>
      );
    case "signed-out":
      return (
        <>
          <Word>No.</Word> <SignIn />
        </>
      );
  }
}

function Word({ children }: { readonly children: string }) {
  return <strong className="text-base font-semibold text-accent">{children}</strong>;
}

function SignIn() {
  return (
    <Link href="/hybrid/sign-in" className="text-ink underline underline-offset-4">
      Sign in again
    </Link>
  );
}
