import type { Page } from "playwright-core";

export type Parts = Awaited<ReturnType<typeof partsOf>>;

/** Returns what a person, a password manager or a test of a browser finds on a page. */
export async function partsOf(page: Page, html: string) {
  await page.setContent(html);
  return await page.evaluate(() => {
    const all = <Kind extends Element>(selector: string) => [
      ...document.querySelectorAll<Kind>(selector),
    ];
    const text = (element: Element | null) => element?.textContent?.replace(/\s+/g, " ").trim();
    return {
      title: document.title,
      body: document.body.className,
      kind: all(".page > div").map(({ className }) => className),
      texts: all(".card p").map(text),
      headings: all("h1").map(text),
      links: all<HTMLAnchorElement>("a").map((a) => [a.className, a.href, text(a)]),
      images: all<HTMLImageElement>("img").map((image) => [image.className, image.src, image.alt]),
      rules: all("hr").length,
      forms: all<HTMLFormElement>("form").map((form) => ({
        action: form.action,
        method: form.method,
        buttons: [...form.querySelectorAll("button")].map((one) => [one.id, one.type, text(one)]),
        labels: [...form.querySelectorAll("label")].map((label) => [
          label.className,
          label.htmlFor,
          text(label),
          label.control !== null,
        ]),
        inputs: [...form.querySelectorAll("input")].map((input) =>
          Object.fromEntries([...input.attributes].map(({ name, value }) => [name, value])),
        ),
      })),
    };
  });
}
