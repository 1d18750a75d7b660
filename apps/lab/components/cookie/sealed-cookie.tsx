import type { CookieSize, SealedPicture } from "@/lib/cookie-picture";
import { Code } from "../ui/code";
import { Facts } from "../ui/facts";
import { CredentialText, Masked } from "./credential-text";

/** A sealed cookie: its header is plain, and the rest is ciphertext to whoever has not the key. */
export function SealedCookie(props: {
  readonly picture: SealedPicture;
  readonly cookies: readonly CookieSize[];
}) {
  const { picture, cookies } = props;
  const [first, ...others] = cookies;
  return (
    <>
      <CredentialText name={first?.name ?? ""}>
        {others.length > 0 && `${cookies.length}.`}
        {picture.header}..{picture.nonce}.<span className="text-accent">{picture.opening}</span>
        <Masked what="ciphertext" />
        {"."}
        <Masked what="tag" />
      </CredentialText>
      <p className="text-sm text-soft">
        Encrypted: without the server’s key it shows only its size. The tag shows any change.
        {others.length > 0 && " It is too large for one cookie, so it is split."}
      </p>
      <Facts
        facts={[
          { term: "Header", value: <Code>{JSON.stringify(picture.headerClaims)}</Code> },
          { term: "Nonce", value: <Code>{picture.nonce}</Code> },
          { term: "Ciphertext", value: `${number.format(picture.length)} characters` },
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
