import type { CookiePicture } from "@/lib/cookie-picture";
import { Code } from "../ui/code";
import { JwtCookie } from "./jwt-cookie";
import { OpaqueCookie } from "./opaque-cookie";
import { SealedCookie } from "./sealed-cookie";

/** What a browser holds for one side, all but the part that proves anything. */
export function CookieView(props: { readonly picture: CookiePicture; readonly now: number }) {
  const { picture, now } = props;
  const name = picture.cookies[0]?.name ?? "";
  return (
    <div className="grid gap-3">
      {picture.kind === "jwt" && <JwtCookie name={name} picture={picture} now={now} />}
      {picture.kind === "sealed" && <SealedCookie cookies={picture.cookies} picture={picture} />}
      {picture.kind === "opaque" && <OpaqueCookie name={name} id={picture.id} />}
      {picture.kind === "unreadable" && (
        <p className="text-sm">
          <Code>{name}</Code> holds something that this side never writes.
        </p>
      )}
    </div>
  );
}
