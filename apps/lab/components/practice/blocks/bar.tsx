/** A bar. Its length is an attribute, because the policy of the pages forbids styles of elements. */
export function Bar({ part }: { readonly part: number }) {
  return (
    <svg className="mt-1.5 h-3 w-full" aria-hidden="true">
      <rect
        width="100%"
        height="100%"
        rx="3"
        className="fill-[color-mix(in_oklab,var(--edge)_18%,transparent)]"
      />
      {part > 0 && (
        <rect
          width={`${Math.max(part * 100, 0.4)}%`}
          height="100%"
          rx="3"
          className="fill-accent"
        />
      )}
    </svg>
  );
}
