import type { Metadata } from "next";
import { Outage } from "@/components/outage";
import { LinkButton } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";

export const metadata: Metadata = { title: "The session store cannot answer" };

/** Stands in, with status 503, for a page behind a store that does not answer: see proxy.ts. */
export default function Page() {
  return (
    <Outage>
      <div className="flex flex-wrap gap-2">
        {/* A form without an action asks again for the address that was asked for. */}
        <form>
          <SubmitButton pending="Trying…">Try again</SubmitButton>
        </form>
        <LinkButton href="/">Side by side</LinkButton>
      </div>
    </Outage>
  );
}
