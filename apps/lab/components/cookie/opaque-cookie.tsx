import { CredentialText, HiddenPart } from "./credential-text";

/** Shows an opaque cookie. The session data is in the store only. */
export function OpaqueCookie({ name, id }: { readonly name: string; readonly id: string }) {
  return (
    <>
      <CredentialText name={name}>
        <span className="text-accent">{id}</span>.
        <HiddenPart what="secret" />
      </CredentialText>
      <p className="text-sm text-soft">
        An id and a secret. The cookie holds no data about you. The secret is hidden here, and the
        store has only its SHA-256 hash.
      </p>
    </>
  );
}
