import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/page-heading";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFound() {
  return (
    <>
      <PageHeading title="Page not found">
        There is no page at this address. Check the address for a typing error.
      </PageHeading>
      <LinkButton href="/">All strategies</LinkButton>
    </>
  );
}
