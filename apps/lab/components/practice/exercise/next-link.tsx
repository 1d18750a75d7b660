"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { buttonClass } from "@/components/ui/button";

/** Leads to the next exercise. It waits until the server has the answer, so that the next page counts it. */
export function NextLink(props: {
  readonly href: string;
  readonly label: string;
  readonly settled: () => Promise<unknown>;
}) {
  const router = useRouter();
  return (
    <Link
      href={props.href}
      prefetch={false}
      onNavigate={(event) => {
        event.preventDefault();
        void props.settled().then(() => router.push(props.href));
      }}
      className={`${buttonClass("primary")} w-fit`}
    >
      {props.label}
      <span aria-hidden="true">→</span>
    </Link>
  );
}
