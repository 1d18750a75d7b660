import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/page-heading";

export const metadata: Metadata = { title: "Nothing here" };

export default function NotFound() {
  return (
    <>
      <PageHeading title="There is nothing under this address">
        Perhaps it was typed with a slip, or it belongs to a part of the Lab that is not built yet.
      </PageHeading>
      <LinkButton href="/">Side by side</LinkButton>
    </>
  );
}
