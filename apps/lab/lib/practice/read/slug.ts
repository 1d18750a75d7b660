/** Returns the id of a heading for addresses: "What a JWT holds" → "what-a-jwt-holds". */
export function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
