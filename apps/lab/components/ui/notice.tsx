import type { ReactNode } from "react";

const LOOKS = {
  alarm: "border-alarm bg-alarm-tint text-alarm",
  plain: "border-accent bg-tint text-ink",
};

/** Shows a message in a box. With `role`, screen readers read the message when it appears. */
export function Notice(props: {
  readonly tone?: keyof typeof LOOKS;
  readonly role?: "alert" | "status";
  readonly id?: string;
  readonly children: ReactNode;
}) {
  return (
    <div
      id={props.id}
      role={props.role}
      className={`rounded-lg border-l-4 px-4 py-3 text-sm ${LOOKS[props.tone ?? "plain"]}`}
    >
      {props.children}
    </div>
  );
}
