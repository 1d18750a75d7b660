/** The module "next/cache" of the sandbox. It has no cache, so there is nothing to revalidate. */

/** Waits until code may read the clock. There is no prerender, so the code may do so at once. */
export async function io(): Promise<void> {}

export function revalidatePath(_path: string, _type?: "layout" | "page"): void {}
export function revalidateTag(_tag: string, _profile?: unknown): void {}
export function updateTag(_tag: string): void {}
export function refresh(): void {}
export function unstable_noStore(): void {}
