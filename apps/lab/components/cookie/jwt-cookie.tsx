import type { Claims, JwtPicture } from "@/lib/cookie-picture";
import { shortened } from "@/lib/words";
import { Code } from "../ui/code";
import { type Fact, Facts } from "../ui/facts";
import { Moment } from "../ui/moment";
import { CredentialText, Masked } from "./credential-text";

const TERMS: Readonly<Record<string, string>> = {
  sub: "User",
  sid: "Session",
  iat: "Renewed",
  exp: "Ends",
  auth_time: "Signed in",
  created: "Began",
  data: "Data",
  renewed: "Renewed",
  until: "Session ends",
  ver: "Version of the data",
  epoch: "Epoch",
};
const TIMES = ["iat", "exp", "auth_time", "created", "renewed", "until"];

/** A JWT taken apart: anybody who holds it can read all of it. */
export function JwtCookie(props: {
  readonly name: string;
  readonly picture: JwtPicture;
  readonly now: number;
}) {
  const { header, payload, headerClaims, claims } = props.picture;
  return (
    <>
      <CredentialText name={props.name}>
        {header}.<span className="text-accent">{shortened(payload, 600)}</span>.
        <Masked what="signature" />
      </CredentialText>
      <p className="text-sm text-soft">
        Signed, not encrypted: anybody who has it can read it. The signature is hidden here.
      </p>
      <Facts
        facts={[
          { term: "Header", value: <Code>{JSON.stringify(headerClaims)}</Code> },
          ...factsOf(claims, props.now),
        ]}
      />
    </>
  );
}

function factsOf(claims: Claims, now: number): Fact[] {
  return Object.entries(claims).map(([claim, value]) => ({
    term: TERMS[claim] ?? "Claim",
    code: claim,
    value:
      TIMES.includes(claim) && typeof value === "number" ? (
        <Moment at={new Date(value * 1_000)} now={now} />
      ) : (
        <Code>{shortened(typeof value === "string" ? value : JSON.stringify(value), 200)}</Code>
      ),
  }));
}
