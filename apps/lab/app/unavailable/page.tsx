import type { Metadata } from "next";
import { Outage } from "@/components/outage";
import { LinkButton } from "@/components/ui/button";

export const metadata: Metadata = { title: "The session store cannot answer" };

/** Stands in, with status 503, for a page behind a store that does not answer: see proxy.ts. */
export default function Page() {
  return (
    <Outage>
      <LinkButton href="/">Side by side</LinkButton>
    </Outage>
  );
}
