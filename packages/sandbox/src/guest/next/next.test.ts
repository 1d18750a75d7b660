import { expect, test } from "vitest";
import "../testing.ts";
import { forbidden, notFound, permanentRedirect, redirect, unauthorized } from "./navigation.ts";
import { NextRequest, NextResponse } from "./server.ts";

const digestOf = (run: () => never): unknown => {
  try {
    return run();
  } catch (error) {
    return Reflect.get(error as object, "digest");
  }
};

test("the errors of navigation have the digests of Next", async () => {
  const [
    { getRedirectError, permanentRedirect: nextPermanent },
    { notFound: nextNotFound },
    fallback,
  ] = await Promise.all([
    import("next/dist/client/components/redirect.js"),
    import("next/dist/client/components/not-found.js"),
    import("next/dist/client/components/http-access-fallback/http-access-fallback.js"),
  ]);
  const expected = getRedirectError("/a;b", "replace" as never);
  expect(() => redirect("/a;b")).toThrow(expected.message);
  expect(digestOf(() => redirect("/a;b"))).toBe(expected.digest);
  expect(digestOf(() => permanentRedirect("/a"))).toBe(digestOf(() => nextPermanent("/a")));
  expect(digestOf(notFound)).toBe(digestOf(nextNotFound));
  for (const run of [notFound, forbidden, unauthorized]) {
    const error = { digest: digestOf(run) };
    expect(fallback.isHTTPAccessFallbackError(error)).toBe(true);
  }
});

test("requests and responses of Next have cookies", () => {
  const request = new NextRequest("http://localhost:3000/a?b=1", {
    headers: { cookie: "a=1; b=2" },
  });
  expect([request.cookies.get("b")?.value, request.nextUrl.pathname]).toEqual(["2", "/a"]);
  const response = NextResponse.json({ a: 1 }, { status: 201 });
  response.cookies.set("c", "3", { httpOnly: true });
  expect(response.headers.getSetCookie()).toEqual(["c=3; Path=/; HttpOnly"]);
  expect(NextResponse.redirect("http://localhost:3000/b").status).toBe(307);
});
