import type { ReactNode } from "react";

/** A credential in the shape it has in the cookie header. */
export function CredentialText(props: { readonly name: string; readonly children: ReactNode }) {
  return (
    <p className="rounded-lg bg-well px-4 py-3 font-mono text-xs leading-relaxed break-all">
      <span className="text-soft">{props.name}=</span>
      {props.children}
    </p>
  );
}

/** The part that proves, which no page may print. */
export function Masked({ what }: { readonly what: string }) {
  return (
    <span className="whitespace-nowrap text-soft">
      <span aria-hidden="true">••••••••••••</span>
      <span className="sr-only">{`(${what}, hidden)`}</span>
    </span>
  );
}
