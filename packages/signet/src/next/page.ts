import type { Metadata, Viewport } from "next";
import { createElement, type ReactNode, Suspense } from "react";
import type { Session } from "../session/types.ts";
import type { StoredStrategy, Strategy } from "../strategy/contract.ts";
import { checkGuard, type GuardOptionsOf } from "./guard-options.ts";

/** The options of `auth.required` and of `auth.page` for metadata. */
export type RequiredOptions<S extends Strategy> = GuardOptionsOf<S> & {
  /**
   * The path to return to after sign-in. Default: the path of the current page, which is known when
   * `auth.proxy` runs before the page, or when a form of the page is submitted.
   */
  readonly returnTo?: string;
};

/** The options of `auth.page`. */
export type PageOptions<S extends Strategy> = RequiredOptions<S> & {
  /**
   * The content that the browser shows until the page is ready. Default: no content under
   * `cacheComponents`; otherwise no `<Suspense>`, so the browser shows `loading.tsx` if there is
   * one.
   */
  readonly fallback?: ReactNode;
};

/** Renders a page or a layout. It receives the session and the props of Next. */
export type RenderPage<Data, Props, Node extends ReactNode> = (
  session: Session<Data>,
  props: Props,
) => Node | Promise<Node>;

/** Returns the metadata of a page or a layout. It receives the session and the arguments of Next. */
export type DescribePage<Data, Props, Parent, Result> = (
  session: Session<Data>,
  props: Props,
  parent: Parent,
) => Result | Promise<Result>;

/** A guarded page or layout. */
export type Page<Props> = (props: Props) => Promise<ReactNode>;
/** A guarded `generateMetadata` or `generateViewport`. */
export type PageMetadata<Props, Parent, Result> = (props: Props, parent: Parent) => Promise<Result>;

/** `auth.page` with the options of every strategy. */
interface GuardPage<Data> {
  <Props extends object, Parent, Result extends Metadata | Viewport>(
    describe: DescribePage<Data, Props, Parent, Result>,
    options?: RequiredOptions<StoredStrategy>,
  ): PageMetadata<Props, Parent, Result>;
  <Props extends object, Node extends ReactNode>(
    render: RenderPage<Data, Props, Node>,
    options?: PageOptions<StoredStrategy>,
  ): Page<Props>;
}

/**
 * Creates the guard of pages, layouts and their metadata.
 *
 * @param required returns the session, or redirects to the sign-in page.
 */
export function pageGuard<Data>(
  required: (options: RequiredOptions<StoredStrategy>) => Promise<Session<Data>>,
): GuardPage<Data> {
  function guard<Props extends object, Parent>(
    render: (
      session: Session<Data>,
      props: Props,
      parent?: Parent,
    ) => ReactNode | Promise<ReactNode>,
    { fallback, ...options }: PageOptions<StoredStrategy> = {},
  ) {
    checkGuard(options);
    const guarded = async (props: Props, parent?: Parent) =>
      render(await required(options), props, parent);
    const Guarded = (props: Props) => guarded(props);
    return async (props: Props, parent?: Parent) => {
      // Only generateMetadata and generateViewport are called with a second argument.
      const isPage = parent === undefined;
      return isPage && (fallback !== undefined || needsSuspense())
        ? createElement(Suspense, { fallback: fallback ?? null }, createElement(Guarded, props))
        : guarded(props, parent);
    };
  }
  return guard;
}

/**
 * Checks whether Next was built with `cacheComponents`: then a component that waits for a request
 * needs a `<Suspense>`. The build of Next inlines the value. Without a bundler there is no value.
 */
function needsSuspense(): boolean {
  return Boolean(process.env["__NEXT_CACHE_COMPONENTS"]);
}
