import type { Metadata, Viewport } from "next";
import { createElement, type ReactNode, Suspense } from "react";
import type { Session } from "../session/types.ts";
import type { StoredStrategy, Strategy } from "../strategy/contract.ts";
import { checkGuard, type GuardOptionsOf } from "./guard-options.ts";

export type RequiredOptions<S extends Strategy> = GuardOptionsOf<S> & {
  /** Where to go back to after signing in. Default: the page itself, where `auth.proxy` runs before it. */
  readonly returnTo?: string;
};

export type PageOptions<S extends Strategy> = RequiredOptions<S> & {
  /**
   * What the browser shows until the page has come. Default: nothing, under `cacheComponents`;
   * without that the page is sent in one piece, or as its `loading.tsx` says.
   */
  readonly fallback?: ReactNode;
};

/** Makes a page or a layout of the session and of what Next hands it. */
export type RenderPage<Data, Props, Node extends ReactNode> = (
  session: Session<Data>,
  props: Props,
) => Node | Promise<Node>;

/** Makes the metadata of a page or a layout of the session and of what Next hands it. */
export type DescribePage<Data, Props, Parent, Result> = (
  session: Session<Data>,
  props: Props,
  parent: Parent,
) => Result | Promise<Result>;

export type Page<Props> = (props: Props) => Promise<ReactNode>;
export type PageMetadata<Props, Parent, Result> = (props: Props, parent: Parent) => Promise<Result>;

/** `auth.page`, where every option is offered. */
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
 * Makes the guard of pages, layouts and their metadata.
 *
 * @param required the session; it leaves for the sign-in page without one.
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
      // Next calls generateMetadata with a second argument, and React calls nothing else with one.
      const isPage = parent === undefined;
      return isPage && (fallback !== undefined || needsSuspense())
        ? createElement(Suspense, { fallback: fallback ?? null }, createElement(Guarded, props))
        : guarded(props, parent);
    };
  }
  return guard;
}

/**
 * Whether Next was built with `cacheComponents`, under which what waits for a request has to be in
 * a `<Suspense>`. Next puts the value here when it builds; where nothing is bundled there is none.
 */
function needsSuspense(): boolean {
  return Boolean(process.env["__NEXT_CACHE_COMPONENTS"]);
}
