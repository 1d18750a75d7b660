/**
 * Returns the id of a heading in a text. Its prefix keeps it apart from the ids of cards and exercises, which
 * the content gives.
 */
export function headingId(title: string): string {
  return `part-${slugOf(title)}`;
}

/** Returns a title in the form of an address: "What a JWT holds" → "what-a-jwt-holds". */
export function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
