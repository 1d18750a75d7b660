import Link from "next/link";
import type { ReactNode } from "react";

export type ButtonKind = "primary" | "secondary" | "danger";

const SHAPE =
  "inline-flex min-h-11 max-w-full cursor-pointer items-center justify-center gap-2 rounded-lg border px-3.5 py-1.5 text-center text-sm font-semibold transition-colors motion-reduce:transition-none";

const LOOKS: Record<ButtonKind, string> = {
  primary:
    "border-accent bg-accent text-on-accent hover:bg-[color-mix(in_oklab,var(--accent)_86%,var(--ink))]",
  secondary:
    "border-[color-mix(in_oklab,var(--edge)_60%,var(--card))] bg-card text-ink hover:bg-tint",
  danger: "border-alarm bg-card text-alarm hover:bg-alarm-tint",
};

export function buttonClass(kind: ButtonKind): string {
  return `${SHAPE} ${LOOKS[kind]}`;
}

/** A link that looks like a button. */
export function LinkButton(props: {
  readonly href: string;
  readonly kind?: ButtonKind;
  readonly children: ReactNode;
}) {
  return (
    <Link href={props.href} className={buttonClass(props.kind ?? "secondary")}>
      {props.children}
    </Link>
  );
}
