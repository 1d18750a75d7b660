import type { CookiePicture } from "@/lib/cookie-picture";
import { Code } from "../ui/code";
import { JwtCookie } from "./jwt-cookie";
import { OpaqueCookie } from "./opaque-cookie";

/** The cookie a browser holds, all but the part that proves anything. */
export function CookieView({
  cookie,
  now,
}: {
  readonly cookie: CookiePicture;
  readonly now: number;
}) {
  return (
    <div className="grid gap-3">
      {cookie.kind === "jwt" && <JwtCookie cookie={cookie} now={now} />}
      {cookie.kind === "opaque" && <OpaqueCookie cookie={cookie} />}
      {cookie.kind === "unreadable" && (
        <p className="text-sm">
          <Code>{cookie.name}</Code> holds something that this side never writes.
        </p>
      )}
    </div>
  );
}
