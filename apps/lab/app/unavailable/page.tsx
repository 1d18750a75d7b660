import type { Metadata } from "next";
import { StoreUnavailable } from "@/components/session/store-unavailable";
import { LinkButton } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";

export const metadata: Metadata = { title: "The session store does not answer" };

/** Replaces a page with status 503 when its store does not answer. See proxy.ts. */
export default function Page() {
  return (
    <StoreUnavailable>
      <div className="flex flex-wrap gap-2">
        {/* A form without an action requests the address of the original page again. */}
        <form>
          <SubmitButton pending="Trying…">Try again</SubmitButton>
        </form>
        <LinkButton href="/">All strategies</LinkButton>
      </div>
    </StoreUnavailable>
  );
}
