import type { CookieParts } from "@/lib/cookie/cookie-parts";
import { Code } from "../ui/code";
import { JwtCookie } from "./jwt-cookie";
import { OpaqueCookie } from "./opaque-cookie";
import { SealedCookie } from "./sealed-cookie";

/** Shows the cookies of one strategy without their secret parts. */
export function CookieDetails(props: { readonly parts: CookieParts; readonly now: number }) {
  const { parts, now } = props;
  const name = parts.cookies[0]?.name ?? "";
  return (
    <div className="grid gap-3">
      {parts.kind === "jwt" && <JwtCookie name={name} parts={parts} now={now} />}
      {parts.kind === "sealed" && <SealedCookie cookies={parts.cookies} parts={parts} />}
      {parts.kind === "opaque" && <OpaqueCookie name={name} id={parts.id} />}
      {parts.kind === "unreadable" && (
        <p className="text-sm">
          <Code>{name}</Code> has a value that this strategy never writes.
        </p>
      )}
    </div>
  );
}
