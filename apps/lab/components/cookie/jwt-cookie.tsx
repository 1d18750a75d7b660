import type { Claims, JwtParts } from "@/lib/cookie/cookie-parts";
import { shorten } from "@/lib/format";
import { Code } from "../ui/code";
import { DateTime } from "../ui/date-time";
import { type Definition, DefinitionList } from "../ui/definition-list";
import { CredentialText, HiddenPart } from "./credential-text";

const TERMS: Readonly<Record<string, string>> = {
  sub: "User",
  sid: "Session",
  iat: "Renewed",
  exp: "Ends",
  auth_time: "Signed in",
  created: "Started",
  data: "Data",
  renewed: "Renewed",
  until: "Session ends",
  ver: "Version of the data",
  epoch: "Epoch",
};
const TIMES = ["iat", "exp", "auth_time", "created", "renewed", "until"];

/** Shows the parts of a JWT. Everyone who has the JWT can read all its claims. */
export function JwtCookie(props: {
  readonly name: string;
  readonly parts: JwtParts;
  readonly now: number;
}) {
  const { header, payload, headerClaims, claims } = props.parts;
  return (
    <>
      <CredentialText name={props.name}>
        {header}.<span className="text-accent">{shorten(payload, 600)}</span>.
        <HiddenPart what="signature" />
      </CredentialText>
      <p className="text-sm text-soft">
        Signed, not encrypted: everyone who has it can read it. The signature is hidden here.
      </p>
      <DefinitionList
        items={[
          { term: "Header", value: <Code>{JSON.stringify(headerClaims)}</Code> },
          ...claimItems(claims, props.now),
        ]}
      />
    </>
  );
}

function claimItems(claims: Claims, now: number): Definition[] {
  return Object.entries(claims).map(([claim, value]) => ({
    term: TERMS[claim] ?? "Claim",
    code: claim,
    value:
      TIMES.includes(claim) && typeof value === "number" ? (
        <DateTime at={new Date(value * 1_000)} now={now} />
      ) : (
        <Code>{shorten(typeof value === "string" ? value : JSON.stringify(value), 200)}</Code>
      ),
  }));
}
