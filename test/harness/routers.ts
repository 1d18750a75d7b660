/** A router of Next, with the addresses of its pages and routes in test/fixture-app. */
export interface Router {
  readonly router: "App" | "Pages";
  /** The prefix of its pages, such as `/private`. */
  readonly pages: string;
  /** The prefix of its routes, such as `/me`. */
  readonly api: string;
}

/** Both routers. The fixture app has the same guarded pages and routes in each of them. */
export const routers: readonly Router[] = [
  { router: "App", pages: "", api: "/api" },
  { router: "Pages", pages: "/p", api: "/api/p" },
];
