import type { BrowserContext, Page } from "playwright-core";
import type * as client from "signet-auth/next-auth/react";
import type { Library } from "./bundle.ts";
import type { Site } from "./site.ts";

/** Props of the provider, and options of the hook that shows the session. */
export interface Props {
  readonly session?: object | null;
  readonly basePath?: string;
  readonly refetchInterval?: number;
  readonly refetchOnWindowFocus?: boolean;
  readonly refetchWhenOffline?: false;
  readonly options?: { readonly required: boolean };
  /** Counts the calls of `onUnauthenticated`. */
  readonly calls?: boolean;
  readonly strict?: boolean;
  /** Whether React shows the provider. */
  readonly mode?: "visible" | "hidden";
  /** With `false`, no component uses the session. */
  readonly inside?: boolean;
}

declare global {
  /** What bundle.ts puts on the page. */
  var tab: {
    client: typeof client;
    /** Each status with the name of its user, as rendered, without repetitions. */
    states: string[];
    effects: string[];
    calls: number;
    value: { status: string; data: unknown; update(data?: unknown): Promise<unknown> };
    mount(props: object): void;
    hydrate(props: object): void;
    render(props: object): void;
    unmount(): void;
    html(props: object): string;
  };
}

export interface Tab {
  readonly page: Page;
  readonly name: string;
  /** Requests of this tab. */
  asked(): string[];
  states(): Promise<string[]>;
  /** Waits until the page shows a state such as `authenticated Ada`. */
  shows(state: string): Promise<void>;
  render(props: Props): Promise<void>;
}

/** Opens a page with one of the clients in a new tab, and mounts its provider. */
export async function openTab(
  site: Site,
  context: BrowserContext,
  library: Library,
  name: string,
  props: Props | null = {},
): Promise<Tab> {
  return await openIn(site, await context.newPage(), library, name, props);
}

/** Opens a page with one of the clients in an open tab, and mounts its provider. */
export async function openIn(
  site: Site,
  page: Page,
  library: Library,
  name: string,
  props: Props | null = {},
): Promise<Tab> {
  await page.goto(site.page(library, name));
  if (props) await page.evaluate((given) => tab.mount(given), props);
  return {
    page,
    name,
    asked: () => site.asked.filter((each) => each.tab === name).map(({ request }) => request),
    states: () => page.evaluate(() => tab.states),
    shows: (state) => page.locator("#probe", { hasText: new RegExp(`^${state}$`) }).waitFor(),
    render: (given) => page.evaluate((all) => tab.render(all), given),
  };
}

/** Dispatches the event of a page that comes into view. */
export async function focus({ page }: Tab): Promise<void> {
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
}

/** Waits until no request of a tab has come for a while. */
export async function quiet(tabs: readonly Tab[], wait = 150): Promise<void> {
  for (;;) {
    const before = tabs.reduce((sum, tab) => sum + tab.asked().length, 0);
    await new Promise((resolve) => setTimeout(resolve, wait));
    if (before === tabs.reduce((sum, tab) => sum + tab.asked().length, 0)) return;
  }
}
