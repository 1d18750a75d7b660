/** The logo of the Lab: a seal in the colours of the four strategies. */
export function Logo({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <path d="M16 16H1A15 15 0 0 1 16 1Z" className="fill-jwt" />
      <path d="M16 16V1A15 15 0 0 1 31 16Z" className="fill-sealed" />
      <path d="M16 16H31A15 15 0 0 1 16 31Z" className="fill-database" />
      <path d="M16 16V31A15 15 0 0 1 1 16Z" className="fill-hybrid" />
      <circle cx="16" cy="16" r="9" fill="none" strokeWidth="2" className="stroke-card" />
      <path
        d="M16 11.5a2.6 2.6 0 0 1 1.3 4.85L18 20.5h-4l.7-4.15A2.6 2.6 0 0 1 16 11.5Z"
        className="fill-card"
      />
    </svg>
  );
}
