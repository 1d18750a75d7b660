import { expect, test } from "vitest";
import { pageAddress } from "./page-address.ts";

test.each([
  ["/page?a=1", undefined, undefined, "/page?a=1"],
  ["/page?a=1", "en", "en", "/page?a=1"],
  ["/page?a=1", "fr", "en", "/fr/page?a=1"],
  ["/", "fr", "en", "/fr"],
  ["/?a=1", "fr", "en", "/fr?a=1"],
])(
  "the way back to %s keeps the locale %s, where %s is the default",
  (resolvedUrl, locale, defaultLocale, path) => {
    expect(
      pageAddress({
        resolvedUrl,
        ...(locale === undefined ? {} : { locale }),
        ...(defaultLocale === undefined ? {} : { defaultLocale }),
      }),
    ).toBe(path);
  },
);
