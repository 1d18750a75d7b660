import type { GetServerSidePropsContext } from "next";

/** The members of the context of Next that describe the address of a page. */
type PageAddress = Pick<GetServerSidePropsContext, "resolvedUrl" | "locale" | "defaultLocale">;

/** Returns the path of the page with its locale and without `basePath`, which redirects add. */
export function pageAddress({ resolvedUrl, locale, defaultLocale }: PageAddress): string {
  if (locale === undefined || locale === defaultLocale) return resolvedUrl;
  return `/${locale}${resolvedUrl.replace(/^\/(?=\?|$)/, "")}`;
}
