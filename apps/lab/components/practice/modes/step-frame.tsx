import type { ReactNode } from "react";
import { STEP } from "./mode-path";

/** The part of a page with the list of the exercises and one of them. */
export function StepFrame({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <section
      id={STEP}
      tabIndex={-1}
      aria-label={label}
      className="grid min-w-0 scroll-mt-6 gap-8 outline-none"
    >
      {children}
    </section>
  );
}
