"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { isPracticePath } from "@/lib/practice/practice-path";

/**
 * A link between the two parts of the Lab: the comparison and the practice. A link to the other part loads
 * the page anew, because the content security policy of a document does not change with a client-side
 * navigation, and the practice has a policy of its own.
 */
export function SectionLink(props: {
  readonly href: string;
  readonly className: string;
  /** Marks the link if the page belongs to this part. */
  readonly marksCurrent?: boolean;
  readonly children: ReactNode;
}) {
  const { href, className, marksCurrent = false, children } = props;
  const path = usePathname();
  const isSamePart = isPracticePath(path) === isPracticePath(href);
  const isCurrent = marksCurrent && isSamePart && path !== "/register";
  const attributes = {
    href,
    className,
    "aria-current": isCurrent ? (path === href ? ("page" as const) : ("true" as const)) : undefined,
  };
  return isSamePart ? <Link {...attributes}>{children}</Link> : <a {...attributes}>{children}</a>;
}
