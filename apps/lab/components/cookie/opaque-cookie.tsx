import { CredentialText, Masked } from "./credential-text";

/** An opaque cookie: it says nothing, and only the store knows what it stands for. */
export function OpaqueCookie({ name, id }: { readonly name: string; readonly id: string }) {
  return (
    <>
      <CredentialText name={name}>
        <span className="text-accent">{id}</span>.
        <Masked what="secret" />
      </CredentialText>
      <p className="text-sm text-soft">
        An id and a secret, and nothing about you. The secret is hidden here; the store keeps only
        its SHA-256 hash.
      </p>
    </>
  );
}
