import type { CookieSize, SealedParts } from "@/lib/cookie/cookie-parts";
import { Code } from "../ui/code";
import { DefinitionList } from "../ui/definition-list";
import { CredentialText, HiddenPart } from "./credential-text";

/** Shows a sealed cookie: a readable header and ciphertext. Only the server has the key. */
export function SealedCookie(props: {
  readonly parts: SealedParts;
  readonly cookies: readonly CookieSize[];
}) {
  const { parts, cookies } = props;
  const [first, ...others] = cookies;
  return (
    <>
      <CredentialText name={first?.name ?? ""}>
        {others.length > 0 && `${cookies.length}.`}
        {parts.header}..{parts.nonce}.<span className="text-accent">{parts.opening}</span>
        <HiddenPart what="ciphertext" />
        {"."}
        <HiddenPart what="tag" />
      </CredentialText>
      <p className="text-sm text-soft">
        Encrypted: without the server’s key only its size is visible. The tag reveals any change.
        {others.length > 0 && " It is too large for one cookie, so it is split into several."}
      </p>
      <DefinitionList
        items={[
          { term: "Header", value: <Code>{JSON.stringify(parts.headerClaims)}</Code> },
          { term: "Nonce", value: <Code>{parts.nonce}</Code> },
          { term: "Ciphertext", value: `${number.format(parts.length)} characters` },
          ...(others.length > 0 ? [{ term: "Cookies", value: <Sizes cookies={cookies} /> }] : []),
        ]}
      />
    </>
  );
}

function Sizes({ cookies }: { readonly cookies: readonly CookieSize[] }) {
  return (
    <ul>
      {cookies.map(({ name, size }) => (
        <li key={name}>
          <Code>{name}</Code>, {number.format(size)} bytes
        </li>
      ))}
    </ul>
  );
}

const number = new Intl.NumberFormat("en");
