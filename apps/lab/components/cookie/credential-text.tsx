import type { ReactNode } from "react";

/** Shows a credential as the `Cookie` header carries it. */
export function CredentialText(props: { readonly name: string; readonly children: ReactNode }) {
  return (
    <p className="rounded-lg bg-well px-4 py-3 font-mono text-xs leading-relaxed break-all">
      <span className="text-soft">{props.name}=</span>
      {props.children}
    </p>
  );
}

/** Stands for the secret part of a credential. No page may show that part. */
export function HiddenPart({ what }: { readonly what: string }) {
  return (
    <span className="whitespace-nowrap text-soft">
      <span aria-hidden="true">••••••••••••</span>
      <span className="sr-only">{`(${what}, hidden)`}</span>
    </span>
  );
}
