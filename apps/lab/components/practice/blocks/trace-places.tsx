import type { ReactNode } from "react";
import type { Place } from "@/lib/practice/read/trace-changes";

const POSITIONS: Readonly<Record<Place, string>> = {
  browser: "left-[15%]",
  server: "left-1/2",
  store: "left-[85%]",
};

/** A dot above the places. It moves to the place that works in the step. */
export function Marker({ place }: { readonly place: Place | null }) {
  return (
    <div aria-hidden="true" className="relative hidden h-4 @2xl:col-span-3 @2xl:block">
      <span className="absolute inset-x-[15%] top-1/2 h-0.5 -translate-y-1/2 bg-line" />
      <span
        className={`absolute top-1/2 size-4 -translate-1/2 rounded-full border-4 border-card bg-accent ring-2 ring-accent transition-[left,opacity] duration-500 ease-in-out motion-reduce:transition-none ${
          place === null ? "left-1/2 opacity-0" : POSITIONS[place]
        }`}
      />
    </div>
  );
}

const ICONS: Readonly<Record<Place, string>> = {
  browser: "M3 6a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2ZM3 9h18M6 6.5h.01",
  server: "M4 4h16v7H4ZM4 13h16v7H4ZM7.5 7.5h.01M7.5 16.5h.01M12 7.5h5M12 16.5h5",
  store: "M4 6c0-3 16-3 16 0v12c0 3-16 3-16 0ZM4 6c0 3 16 3 16 0M4 12c0 3 16 3 16 0",
};

/** A place with its values. */
export function PlaceBox(props: {
  readonly place: Place;
  readonly title: string;
  readonly isActive: boolean;
  readonly isAbsent?: boolean;
  readonly children: ReactNode;
}) {
  const { place, title, isActive, isAbsent = false } = props;
  return (
    <div
      className={`min-w-0 rounded-xl border-2 p-4 transition-colors duration-300 motion-reduce:transition-none ${
        isActive ? "border-accent bg-tint" : "border-line"
      } ${isAbsent ? "border-dashed" : ""}`}
    >
      <div className="flex items-center gap-2 text-sm font-semibold">
        <svg viewBox="0 0 24 24" className="size-5 shrink-0" aria-hidden="true">
          <path
            d={ICONS[place]}
            fill="none"
            strokeWidth="1.8"
            strokeLinecap="round"
            strokeLinejoin="round"
            className={isAbsent ? "stroke-edge" : "stroke-ink"}
          />
        </svg>
        <h4>{title}</h4>
        {isActive && (
          <span className="ml-auto rounded-full bg-accent px-2 py-0.5 text-xs text-on-accent">
            now
          </span>
        )}
      </div>
      <div className="mt-3">{props.children}</div>
    </div>
  );
}
